#include "common/journal/chain.hpp"

#include <sodium.h>

#include <array>

#include "common/db/record.hpp"
#include "common/journal/journal.hpp"

namespace talent::journal {
namespace {

json::object_definition const& columns() {
    return json::described<entry>::table();
}

constexpr std::size_t sequence_column = 0;

problem broken(std::string sentence) {
    return refuse(error_code::conflict, std::move(sentence));
}

std::string name_of_entry(std::int64_t sequence) {
    return "Entry " + std::to_string(sequence) + " of the journal";
}

/// Walks entries in order and remembers the first break.
class walker {
  public:
    explicit walker(head const& recorded) : recorded_(recorded) {}

    void visit(row const& one) {
        if (fault_) return;
        auto const sequence = integer_of(one[sequence_column]);
        auto const& stored = text_of(one.back());
        if (sequence != reached_.sequence + 1) return fail_order(sequence);
        auto const expected = hasher_.hash(std::span(one).first(one.size() - 1), reached_.hash);
        if (stored != expected) {
            fault_ = name_of_entry(sequence) +
                     " does not match its hash: it was changed, or the entry before it was.";
            return;
        }
        reached_ = {sequence, stored};
        if (sequence == recorded_.sequence && stored != recorded_.hash) {
            fault_ = "The journal's head does not have the hash of entry " +
                     std::to_string(sequence) + ".";
        }
    }

    std::optional<std::string> const& fault() const { return fault_; }
    head const& reached() const { return reached_; }

  private:
    void fail_order(std::int64_t found) {
        auto const expected = reached_.sequence + 1;
        fault_ = found > expected ? name_of_entry(expected) + " is missing."
                                  : name_of_entry(found) + " has no place in the sequence.";
    }

    head recorded_;
    head reached_{0, std::string(hash_of_nothing)};
    chain_hasher hasher_;
    std::optional<std::string> fault_;
};

} // namespace

void chain_hasher::add(std::string_view text) {
    input_.append(std::to_string(text.size())).push_back(':');
    input_.append(text).push_back(',');
}

std::string chain_hasher::hash(std::span<cell const> fields, std::string_view previous_hash) {
    input_.clear();
    add(previous_hash);
    for (auto const& field : fields) {
        if (auto const* number = std::get_if<std::int64_t>(&field)) {
            add(std::to_string(*number));
        } else {
            add(text_of(field));
        }
    }
    std::array<unsigned char, crypto_hash_sha256_BYTES> digest{};
    crypto_hash_sha256(digest.data(), reinterpret_cast<unsigned char const*>(input_.data()),
                       input_.size());
    std::array<char, crypto_hash_sha256_BYTES * 2 + 1> hexadecimal{};
    sodium_bin2hex(hexadecimal.data(), hexadecimal.size(), digest.data(), digest.size());
    return {hexadecimal.data(), hexadecimal.size() - 1};
}

std::string hash_of(entry const& one, std::string_view previous_hash) {
    row fields;
    for (auto const& field : columns().fields.first(columns().fields.size() - 1)) {
        fields.push_back(field.operations().to_cell(field.member_of(&one)));
    }
    return chain_hasher{}.hash(fields, previous_hash);
}

result<head> verify(db::database& source) {
    // The head is read before and after: entries written meanwhile lie between the two.
    head before;
    head after;
    source.read_now([&](db::session& sql) { before = read_head(sql); });
    walker walk(before);
    source.stream(
        "SELECT " + db::column_list(columns()) + " FROM journal_entries ORDER BY sequence",
        db::column_kinds(columns()), [&](row const& one) { walk.visit(one); });
    source.read_now([&](db::session& sql) { after = read_head(sql); });
    if (walk.fault()) return broken(*walk.fault());
    auto const& reached = walk.reached();
    if (reached.sequence < before.sequence) {
        return broken("The journal ends at entry " + std::to_string(reached.sequence) +
                      " but its head says " + std::to_string(before.sequence) +
                      ": entries were cut off.");
    }
    if (reached.sequence > after.sequence) {
        return broken("The journal has entry " + std::to_string(reached.sequence) +
                      " but its head says " + std::to_string(after.sequence) + ".");
    }
    if (reached.sequence == 0 && before.hash != hash_of_nothing) {
        return broken("The journal is empty but its head has a hash.");
    }
    return reached;
}

} // namespace talent::journal
