#include "common/journal/verification.hpp"

#include <algorithm>
#include <set>

#include "common/db/record.hpp"
#include "common/journal/chain.hpp"

namespace talent::journal {
namespace {

using security::view;

constexpr std::size_t sequence_column = 0;

problem broken(std::string sentence) {
    return refuse(error_code::conflict, std::move(sentence));
}

std::string name_of_entry(std::int64_t sequence) {
    return "Entry " + std::to_string(sequence) + " of the journal";
}

std::string name_of_head(std::int64_t sequence) {
    return "The signed head of entry " + std::to_string(sequence);
}

/// Walks entries in order, holds them against what the heads say, and remembers the first break.
class walker {
  public:
    /// `expected` are heads in order of sequence; several may be of one entry.
    walker(head const& recorded, std::vector<head> expected)
        : recorded_(recorded), expected_(std::move(expected)) {}

    void visit(row const& one) {
        if (fault_) return;
        auto const sequence = integer_of(one[sequence_column]);
        auto const& stored = text_of(one.back());
        if (sequence != reached_.sequence + 1) return fail_order(sequence);
        auto const content = hasher_.open(one).content;
        if (stored != view(hasher_.hash(reached_.hash, sequence, content))) {
            fault_ = name_of_entry(sequence) +
                     " does not match its hash: it was changed, or the entry before it was.";
            return;
        }
        reached_ = {sequence, stored};
        if (sequence == 1) origin_ = stored;
        compare_with_heads();
    }

    std::optional<std::string> const& fault() const { return fault_; }
    head const& reached() const { return reached_; }
    std::string const& origin() const { return origin_; }

  private:
    void fail_order(std::int64_t found) {
        auto const expected = reached_.sequence + 1;
        fault_ = found > expected ? name_of_entry(expected) + " is missing."
                                  : name_of_entry(found) + " has no place in the sequence.";
    }

    void compare_with_heads() {
        auto const& [sequence, hash] = reached_;
        if (sequence == recorded_.sequence && hash != recorded_.hash) {
            fault_ = "The journal's head does not have the hash of entry " +
                     std::to_string(sequence) + ".";
        }
        for (; next_ < expected_.size() && expected_[next_].sequence <= sequence; ++next_) {
            auto const& each = expected_[next_];
            if (each.sequence == sequence && each.hash == hash) continue;
            fault_ = name_of_head(each.sequence) +
                     " does not have its hash: the journal was written anew after it was signed.";
        }
    }

    head recorded_;
    std::vector<head> expected_;
    std::size_t next_ = 0;
    head reached_{0, std::string(hash_of_nothing)};
    std::string origin_;
    chain_hasher hasher_;
    std::optional<std::string> fault_;
};

std::vector<signed_head> stream_heads(db::database& source) {
    std::vector<signed_head> found;
    db::stream<signed_head>(source, "journal_heads", "ORDER BY sequence",
                            [&](signed_head one) { found.push_back(std::move(one)); });
    return found;
}

std::vector<head> heads_to_meet(std::vector<signed_head> const& recorded,
                                std::vector<signed_head> const& witnessed) {
    std::vector<head> all;
    for (auto const* const each : {&recorded, &witnessed}) {
        for (auto const& one : *each)
            all.push_back({one.sequence, one.hash});
    }
    std::ranges::sort(all, {}, &head::sequence);
    return all;
}

result<void> check_ends(walker const& walk, head const& before, head const& after,
                        std::vector<head> const& expected) {
    auto const& reached = walk.reached();
    if (!expected.empty() && expected.back().sequence > reached.sequence) {
        return broken("The journal ends at entry " + std::to_string(reached.sequence) +
                      " but a head of entry " + std::to_string(expected.back().sequence) +
                      " was signed: entries were cut off.");
    }
    if (reached.sequence < before.sequence) {
        return broken("The journal ends at entry " + std::to_string(reached.sequence) +
                      " but its head says " + std::to_string(before.sequence) +
                      ": entries were cut off.");
    }
    if (reached.sequence > after.sequence) {
        return broken("The journal has entry " + std::to_string(reached.sequence) +
                      " but its head says " + std::to_string(after.sequence) + ".");
    }
    if (reached.sequence == 0 && before.hash != hash_of_nothing)
        return broken("The journal is empty but its head has a hash.");
    return success();
}

bool holds(std::vector<std::string> const& keys, std::string const& one) {
    return std::ranges::find(keys, one) != keys.end();
}

/// The recorded keys that may be believed, or the first fault among them.
result<std::set<std::string>> check_keys(std::vector<journal_key> const& keys,
                                         evidence const& known) {
    std::set<std::string> believed;
    std::int64_t number = 0;
    for (auto const& each : keys) {
        std::string const name = "Key " + std::to_string(each.number) + " of the journal";
        if (each.number != ++number)
            return broken("Key " + std::to_string(number) + " of the journal is missing.");
        if (!is_signed(each)) return broken(name + " does not match its signature.");
        bool const endorsed = believed.contains(each.endorsed_by);
        bool const first = number == 1 && each.endorsed_by == each.public_key;
        if (!endorsed && !first && !holds(known.trusted_keys, each.public_key)) {
            return broken(name + ", " + each.public_key +
                          ", is endorsed by no key before it; if it is yours, say so.");
        }
        believed.insert(each.public_key);
    }
    return believed;
}

result<void> check_signatures(std::vector<signed_head> const& heads,
                              std::set<std::string> const& believed) {
    std::int64_t previous = 0;
    for (auto const& each : heads) {
        if (!believed.contains(each.public_key))
            return broken(name_of_head(each.sequence) +
                          " is signed by a key that is not recorded.");
        if (!is_signed(each))
            return broken(name_of_head(each.sequence) + " does not match its signature.");
        if (each.previous_sequence != previous) {
            return broken("A signed head between those of entries " + std::to_string(previous) +
                          " and " + std::to_string(each.sequence) + " is missing.");
        }
        previous = each.sequence;
    }
    return success();
}

/// The witnesses were in the table once, so they must be there still.
result<void> check_witnesses(std::vector<signed_head> const& heads, evidence const& known) {
    for (auto const& each : known.witnessed) {
        if (!is_signed(each))
            return broken(name_of_head(each.sequence) +
                          " that was kept outside does not match its signature.");
        auto const found =
            std::ranges::lower_bound(heads, each.sequence, {}, &signed_head::sequence);
        if (found == heads.end() || found->sequence != each.sequence ||
            found->signature != each.signature) {
            return broken(name_of_head(each.sequence) +
                          " that was kept outside is not among the journal's own any more.");
        }
    }
    return success();
}

result<void> check_trust(std::vector<signed_head> const& heads, evidence const& known) {
    if (heads.empty() || known.trusted_keys.empty()) return success();
    if (holds(known.trusted_keys, heads.back().public_key)) return success();
    return broken("The newest signed head, of entry " + std::to_string(heads.back().sequence) +
                  ", is signed by " + heads.back().public_key +
                  ", which is not the installation's key.");
}

} // namespace

result<verified_journal> verify(db::database& source, evidence const& known) {
    // The head is read before and after: entries written meanwhile lie between the two. Signed
    // heads are read before the walk, so that it meets all of their entries.
    head before;
    head after;
    std::vector<journal_key> keys;
    auto heads = stream_heads(source);
    source.read_now([&](db::session& sql) {
        before = read_head(sql);
        keys = read_keys(sql, read_origin(sql));
    });
    auto const expected = heads_to_meet(heads, known.witnessed);
    walker walk(before, expected);
    auto const& table = json::described<entry>::table();
    source.stream("SELECT " + db::column_list(table) + " FROM journal_entries ORDER BY sequence",
                  db::column_kinds(table), [&](row const& one) { walk.visit(one); });
    source.read_now([&](db::session& sql) { after = read_head(sql); });
    if (walk.fault()) return broken(*walk.fault());
    TRY(check_ends(walk, before, after, expected));
    for (auto& each : heads)
        each.origin = walk.origin();
    if (heads.empty() && !keys.empty())
        return broken("The journal has keys that sign heads, but no head: they were removed.");
    TRY(auto believed, check_keys(keys, known));
    TRY(check_signatures(heads, believed));
    TRY(check_witnesses(heads, known));
    TRY(check_trust(heads, known));
    return verified_journal{walk.reached().sequence, walk.reached().hash,
                            static_cast<std::int64_t>(heads.size())};
}

} // namespace talent::journal
