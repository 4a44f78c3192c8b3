// A market whose every field that tells of a person has a canary in it, what can be done with them,
// and what must hold before and after some of them are erased. One per test case; one thread.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "common/db/database.hpp"
#include "tests/api/canary.hpp"
#include "tests/support/server_process.hpp"

namespace talent::test {

// A person's values, and whether they may be seen by whom.
struct person_values {
    std::string name;
    std::string email;
    std::string phone;
};

/// What a browser sends in the session that this login has started.
headers session_headers(answer const& login);

class erasure_scene {
  public:
    explicit erasure_scene(engine on);
    ~erasure_scene();

    // -- the use of every field --

    void fill_the_market();

    // -- before the erasure --

    void check_nothing_is_plain_at_rest();
    void check_no_other_audience_is_told();

    // -- the erasure --

    void erase();
    void check_no_answer_shows_them();
    void check_the_keys_are_gone();
    void check_the_erasures_are_in_their_file();

    // -- a restored backup --

    void restore_from_before_the_erasure();

    // -- another master key --

    void change_the_master_key();
    void back_up();

  private:
    struct organisation_of_canaries {
        std::string id;
        std::string key;
        person_values administrator;
        std::string body;
    };

    void start();
    http_client client(organisation_of_canaries const& one);
    person_values a_person(bool chinese);

    // Whose the values are: the stranger's own, somebody's who stays, or somebody's to be erased.
    enum class whose { strangers, staying, leaving };

    void know(person_values const& one, whose they_are);
    answer log_in(person_values const& one);
    organisation_of_canaries newcomer(std::string const& kind, std::string const& capabilities,
                                      int serial);
    void verify(organisation_of_canaries const& one, answer const& registered);
    void change_an_organisation();
    std::string member_body(person_values const& one) const;
    void add_members();
    void write_a_record();
    void look_at_the_record();

    // What is refused is neither echoed nor logged.
    void provoke_errors();
    void erase_themself();
    std::size_t erasure_lines() const;

    // -- the database, looked at from outside --

    std::string database_url() const;
    void with_database(std::function<void(db::session&)> const& run) const;
    std::vector<std::string> wrapped_keys(std::vector<std::string> const& subjects) const;
    void flush() const;
    std::string mariadb_folder() const;

    engine on_;
    std::uint64_t seed_;
    canary_maker maker_;
    server_process server_;
    std::string operator_key_;
    organisation_of_canaries enterprise_;
    organisation_of_canaries agency_;
    organisation_of_canaries office_;
    person_values leaving_values_;
    person_values themself_values_;
    person_values talent_;
    std::string leaving_;
    std::string leaving_body_;
    std::string themself_;
    std::string supply_;
    std::vector<std::string> keys_;
    std::string backup_;
    canary_search all_;
    canary_search others_; // what one organisation may not see of another
    canary_search erased_;
};

} // namespace talent::test
