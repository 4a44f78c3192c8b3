// The states that an exploration has found and the steps between them, and which of them have no
// way to an end. One thread.
#pragma once

#include <cstddef>
#include <map>
#include <string>
#include <utility>
#include <vector>

namespace talent::test {

class state_graph {
  public:
    struct place {
        std::size_t number;
        bool is_new;
    };
    /// The number of the state that this text describes; whether nobody had been there.
    place visit(std::string const& description) {
        auto const [found, is_new] = numbers_.try_emplace(description, numbers_.size());
        if (is_new) {
            descriptions_.push_back(description);
            before_.emplace_back();
            ends_.push_back(false);
        }
        return {found->second, is_new};
    }
    void add_step(std::size_t from, std::size_t to) {
        before_[to].push_back(from);
        ++steps_;
    }
    void mark_end(std::size_t state) { ends_[state] = true; }

    std::size_t states() const { return descriptions_.size(); }
    std::size_t steps() const { return steps_; }
    std::size_t ends() const {
        std::size_t count = 0;
        for (bool const each : ends_)
            count += each ? 1 : 0;
        return count;
    }

    /// Descriptions of the states from which no end can be reached.
    std::vector<std::string> without_way_out() const {
        std::vector<bool> leads(states(), false);
        std::vector<std::size_t> open;
        for (std::size_t state = 0; state < states(); ++state) {
            if (!ends_[state]) continue;
            leads[state] = true;
            open.push_back(state);
        }
        while (!open.empty()) {
            auto const state = open.back();
            open.pop_back();
            for (auto const earlier : before_[state]) {
                if (leads[earlier]) continue;
                leads[earlier] = true;
                open.push_back(earlier);
            }
        }
        std::vector<std::string> stuck;
        for (std::size_t state = 0; state < states(); ++state) {
            if (!leads[state]) stuck.push_back(descriptions_[state]);
        }
        return stuck;
    }

  private:
    std::map<std::string, std::size_t> numbers_;
    std::vector<std::string> descriptions_;
    std::vector<std::vector<std::size_t>> before_; // for each state, those with a step to it
    std::vector<bool> ends_;
    std::size_t steps_ = 0;
};

} // namespace talent::test
