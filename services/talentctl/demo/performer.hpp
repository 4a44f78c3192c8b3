// Plays use cases as the server's edge would: each as a unit of work of its own, at an instant of
// the demonstration's clock, in somebody's name, recorded in the journal; many of them in one
// transaction. Lives on the database thread for one batch.
#pragma once

#include <stdexcept>
#include <string>
#include <utility>

#include "common/journal/journal.hpp"
#include "common/journal/unit_of_work.hpp"
#include "services/identity/directory.hpp"

namespace talent::demo {

class performer {
  public:
    performer(db::session& sql, identity::directory& known) : sql_(sql), known_(known) {}

    void set_now(instant now) { now_ = now; }
    instant now() const { return now_; }
    db::session& sql() { return sql_; }

    /// Runs act(unit) and keeps what it did. The demonstration asks for nothing that is refused, so
    /// a refusal is a bug: logic_error.
    template <class Act>
    auto act(security::principal const& who, Act&& use_case) {
        journal::unit_of_work unit(sql_, now_, who, "demonstration");
        auto outcome = std::forward<Act>(use_case)(unit);
        if (!outcome.has_value()) fail(outcome.error());
        for (auto const& entry : journal::record(unit))
            known_.apply(entry);
        if constexpr (requires { *&outcome.value(); }) return std::move(outcome).value();
    }

  private:
    [[noreturn]] static void fail(problem const& refused) {
        std::string sentence = "the demonstration was refused: ";
        sentence.append(definition_of(refused.code).slug).append(" ").append(refused.detail);
        for (auto const& each : refused.errors)
            sentence.append(" ").append(each.pointer).append(" ").append(each.code);
        throw std::logic_error(sentence);
    }

    db::session& sql_;
    identity::directory& known_;
    instant now_;
};

} // namespace talent::demo
