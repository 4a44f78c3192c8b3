// faults_tamper [EDITS] [SEED]: random edits of a demonstration journal by somebody who can write
// to the database but has not the signing key, each undone again. Verification must find every one,
// and nothing once it is undone. SQLite has all of the edits, MariaDB (TALENT_TEST_MARIADB) a
// tenth.
#include <cstdlib>
#include <iomanip>
#include <iostream>

#include <sodium.h>

#include "common/base/log.hpp"
#include "tests/faults/tamper_edits.hpp"

namespace {

using namespace talent;

constexpr std::int64_t edits_default = 2'000;
constexpr std::int64_t mariadb_share = 10;
constexpr std::int64_t edits_a_control = 10; // what was undone is compared every time

struct tally {
    std::int64_t edits = 0;
    std::int64_t by_witness = 0; // found only with the heads that were kept outside
};

class trial {
  public:
    trial(test::engine on, std::uint64_t seed) : journal_(on), dice_(seed) {
        for (auto const& each : test::all_tamperings())
            weights_.push_back(each.weight);
        control("before any edit");
    }

    void run(std::int64_t edits) {
        std::discrete_distribution<std::size_t> choose(weights_.begin(), weights_.end());
        for (std::int64_t i = 0; i < edits; ++i) {
            // Each kind once, then by weight.
            auto const kinds = test::all_tamperings();
            auto const which = static_cast<std::size_t>(i) < kinds.size()
                                   ? static_cast<std::size_t>(i)
                                   : choose(dice_);
            try_one(kinds[which]);
        }
    }

    bool tell() {
        control("at the end");
        auto const entries = journal_.original(test::table::entries).size();
        auto const heads = journal_.original(test::table::heads).size();
        std::cout << test::name_of(journal_.on()) << ": " << entries << " entries, " << heads
                  << " signed heads\n";
        tally all;
        for (auto const& each : test::all_tamperings()) {
            auto const found = tallies_.find(each.name);
            if (found == tallies_.end()) continue;
            auto const& [edits, by_witness] = found->second;
            std::cout << "  " << std::setw(46) << std::left << each.name << std::setw(7)
                      << std::right << edits << " edits";
            if (by_witness > 0) std::cout << ", " << by_witness << " found by the witness only";
            std::cout << "\n";
            all.edits += edits;
            all.by_witness += by_witness;
        }
        std::cout << "  " << all.edits << " edits, " << all.edits - missed_ << " found ("
                  << all.by_witness << " by the witness file only), " << missed_ << " missed; "
                  << false_alarms_ << " false alarms in " << controls_ << " controls\n";
        return missed_ == 0 && false_alarms_ == 0 && all.edits > 0;
    }

  private:
    void try_one(test::tampering const& kind) {
        auto const made = make_one(kind);
        auto& tally = tallies_[kind.name];
        ++tally.edits;
        if (journal_.fault(false).empty()) {
            ++tally.by_witness;
            if (journal_.fault(true).empty()) miss(kind, made);
        }
        journal_.undo(made);
        if (journal_.differs(made)) throw std::runtime_error("an edit could not be undone");
        if (++undone_ % edits_a_control == 0) control(kind.name);
    }

    /// An edit that is in the database now, and has changed a byte of it.
    test::edit make_one(test::tampering const& kind) {
        for (;;) {
            auto const made = kind.make(journal_, dice_);
            try {
                journal_.apply(made);
            } catch (db::error const& fault) {
                if (fault.kind() != db::failure::constraint) throw;
                continue; // the schema refused it, and nothing has changed
            }
            if (journal_.differs(made)) return made;
            journal_.undo(made);
        }
    }

    void miss(test::tampering const& kind, test::edit const& made) {
        ++missed_;
        std::cout << "MISSED: " << kind.name << ", " << made.changes.size() << " rows from "
                  << made.changes.begin()->first.second << "\n";
    }

    void control(std::string_view after) {
        ++controls_;
        auto const fault = journal_.fault(true);
        if (fault.empty()) return;
        ++false_alarms_;
        std::cout << "FALSE ALARM, undone: " << after << ": " << fault << "\n";
    }

    test::tampered_journal journal_;
    test::dice dice_;
    std::vector<int> weights_;
    std::map<std::string_view, tally> tallies_;
    std::int64_t undone_ = 0;
    std::int64_t missed_ = 0;
    std::int64_t controls_ = 0;
    std::int64_t false_alarms_ = 0;
};

bool run_on(test::engine on, std::int64_t edits, std::uint64_t seed) {
    trial one(on, seed);
    one.run(edits);
    return one.tell();
}

} // namespace

int main(int count, char** arguments) {
    if (sodium_init() < 0) return 1;
    log::start("off"); // what the schema refuses is an error there
    auto const edits = count > 1 ? std::atoll(arguments[1]) : edits_default;
    auto const seed = count > 2 ? std::strtoull(arguments[2], nullptr, 10) : std::random_device{}();
    std::cout << "seed " << seed << "\n";
    bool good = true;
    for (auto const each : test::engines())
        good = run_on(each, each == test::engine::sqlite ? edits : edits / mariadb_share, seed) &&
               good;
    return good ? 0 : 1;
}
