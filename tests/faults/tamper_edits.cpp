#include "tests/faults/tamper_edits.hpp"

#include "common/db/record.hpp"
#include "common/journal/journal.hpp"

namespace talent::test {
namespace {

std::int64_t between(dice& with, std::int64_t least, std::int64_t most) {
    return std::uniform_int_distribution<std::int64_t>(least, most)(with);
}

row const& any_row(tampered_journal const& in, table of, dice& with) {
    auto const& all = in.original(of);
    auto const place = between(with, 0, static_cast<std::int64_t>(all.size()) - 1);
    return std::next(all.begin(), place)->second;
}

std::int64_t last_of(tampered_journal const& in, table of) {
    return in.original(of).rbegin()->first;
}

/// A byte of the text becomes another. MariaDB takes valid UTF-8 only: there an ASCII character
/// becomes another, or one is added.
void change_byte(std::string& text, bool any_byte, dice& with) {
    auto const place =
        static_cast<std::size_t>(between(with, 0, static_cast<std::int64_t>(text.size())));
    bool const ascii = place < text.size() && static_cast<unsigned char>(text[place]) < 0x80;
    if (place == text.size() || (!any_byte && !ascii)) {
        text.push_back(static_cast<char>(between(with, 'a', 'z')));
        return;
    }
    auto const old = text[place];
    while (text[place] == old)
        text[place] = static_cast<char>(any_byte ? between(with, 0, 255) : between(with, 32, 126));
}

/// One column of one row changes; the primary key, too: the row then stands elsewhere.
edit change_column(tampered_journal const& in, table of, std::size_t column, dice& with) {
    auto const& old = any_row(in, of, with);
    auto changed = old;
    if (auto* const number = std::get_if<std::int64_t>(&changed[column])) {
        auto const step = between(with, 0, 1) == 0 ? 1 : between(with, 2, 1'000'000);
        *number += between(with, 0, 1) == 0 ? step : -step;
    } else {
        change_byte(std::get<std::string>(changed[column]), in.on() == engine::sqlite, with);
    }
    edit made;
    made.remove(of, integer_of(old.front()));
    if (column == 0 && in.original(of).contains(integer_of(changed.front()))) return made;
    made.set(of, std::move(changed));
    return made;
}

edit change_any_column(tampered_journal const& in, table of, dice& with) {
    auto const count = static_cast<std::int64_t>(in.columns(of).size());
    auto const first = of == table::head ? 1 : 0; // there is one head row, number 1
    return change_column(in, of, static_cast<std::size_t>(between(with, first, count - 1)), with);
}

/// The case of one letter: what reads as the same value is another byte.
edit change_case(tampered_journal const& in, dice& with) {
    for (;;) {
        auto changed = any_row(in, table::entries, with);
        auto const column = static_cast<std::size_t>(
            between(with, 0, static_cast<std::int64_t>(changed.size()) - 1));
        auto* const text = std::get_if<std::string>(&changed[column]);
        if (text == nullptr) continue;
        auto const place = text->find_first_of("abcdefghijklmnopqrstuvwxyz");
        if (place == std::string::npos) continue;
        (*text)[place] = static_cast<char>((*text)[place] - 'a' + 'A');
        edit made;
        made.set(table::entries, std::move(changed));
        return made;
    }
}

edit delete_rows(tampered_journal const& in, table of, std::int64_t count, dice& with) {
    edit made;
    for (std::int64_t i = 0; i < count; ++i)
        made.remove(of, integer_of(any_row(in, of, with).front()));
    return made;
}

/// Two rows change places; `kept` columns at their end stay (salt and hash, or none).
edit swap_rows(tampered_journal const& in, table of, std::size_t kept, dice& with) {
    for (;;) {
        auto one = any_row(in, of, with);
        auto other = any_row(in, of, with);
        bool same = true;
        for (std::size_t i = 1; i + kept < one.size(); ++i) {
            same = same && one[i] == other[i];
            std::swap(one[i], other[i]);
        }
        if (same) continue;
        edit made;
        made.set(of, std::move(one));
        made.set(of, std::move(other));
        return made;
    }
}

edit swap_column(tampered_journal const& in, dice& with) {
    for (;;) {
        auto one = any_row(in, table::entries, with);
        auto other = any_row(in, table::entries, with);
        auto const column =
            static_cast<std::size_t>(between(with, 1, static_cast<std::int64_t>(one.size()) - 1));
        if (one[column] == other[column]) continue;
        std::swap(one[column], other[column]);
        edit made;
        made.set(table::entries, std::move(one));
        made.set(table::entries, std::move(other));
        return made;
    }
}

journal::entry entry_of(row const& from) {
    journal::entry made;
    db::read_row(from, json::described<journal::entry>::table(), &made);
    return made;
}

row row_of(journal::entry const& from) {
    row made;
    for (auto const& field : json::described<journal::entry>::table().fields)
        made.push_back(field.operations().to_cell(field.member_of(&from)));
    return made;
}

void set_head_row(edit& made, journal::entry const& last) {
    made.set(table::head, {std::int64_t{1}, last.sequence, last.hash});
}

/// A copy of a row at a place where there is none: behind the end, or before the beginning.
edit duplicate(tampered_journal const& in, table of, dice& with) {
    auto copy = any_row(in, of, with);
    copy.front() =
        between(with, 0, 3) == 0 ? -between(with, 0, 5) : last_of(in, of) + between(with, 1, 3);
    edit made;
    made.set(of, std::move(copy));
    return made;
}

/// An entry of the attacker's own behind the end, properly chained; with the head row or without.
edit append_forged(tampered_journal const& in, bool with_head_row, dice& with) {
    auto const last = entry_of(in.original(table::entries).rbegin()->second);
    auto forged = entry_of(any_row(in, table::entries, with));
    forged.sequence = last.sequence + 1;
    forged.reason = "forged";
    forged.hash = journal::hash_of(forged, last.hash);
    edit made;
    made.set(table::entries, row_of(forged));
    if (!with_head_row) return made;
    // Behind the newest signed head everybody who can write to the database can write entries; so
    // the attacker here also claims that they were signed.
    set_head_row(made, forged);
    auto head = in.original(table::heads).rbegin()->second;
    head[0] = forged.sequence;
    head[1] = last.sequence;
    head[2] = forged.hash;
    made.set(table::heads, std::move(head));
    return made;
}

/// A row in the middle, all behind it moved on by one, chained anew and the head row with them.
edit insert_in_the_middle(tampered_journal const& in, dice& with) {
    auto const& all = in.original(table::entries);
    auto const place = last_of(in, table::entries) - between(with, 1, 40);
    auto previous = entry_of(all.at(place));
    auto forged = entry_of(any_row(in, table::entries, with));
    forged.reason = "forged";
    edit made;
    std::vector<journal::entry> moved{forged};
    for (auto each = std::next(all.find(place)); each != all.end(); ++each)
        moved.push_back(entry_of(each->second));
    for (auto& each : moved) {
        each.sequence = previous.sequence + 1;
        each.hash = journal::hash_of(each, previous.hash);
        made.set(table::entries, row_of(each));
        previous = each;
    }
    set_head_row(made, previous);
    return made;
}

/// The last entries go; what else is cut with them is the attacker's choice.
struct cut {
    bool head_row = false;
    bool heads = false;
};
edit truncate(tampered_journal const& in, cut how, dice& with) {
    auto const last = last_of(in, table::entries);
    auto const kept = between(with, 0, 9) == 0
                          ? 0
                          : last - between(with, 1, std::min<std::int64_t>(last - 1, 150));
    edit made;
    for (auto each = kept + 1; each <= last; ++each)
        made.remove(table::entries, each);
    if (how.head_row && kept > 0)
        set_head_row(made, entry_of(in.original(table::entries).at(kept)));
    if (how.head_row && kept == 0)
        made.set(table::head,
                 {std::int64_t{1}, std::int64_t{0}, std::string(journal::hash_of_nothing)});
    for (auto const& [sequence, unused] : in.original(table::heads)) {
        if (how.heads && sequence > kept) made.remove(table::heads, sequence);
    }
    return made;
}

/// What an attacker does with the signed heads that a chain reckoned anew contradicts.
enum class heads_are : std::uint8_t { left, removed, signed_by_stranger, signed_from_the_start };

void sign_as_stranger(edit& made, tampered_journal const& in, std::int64_t from, bool all) {
    security::signing_key const stranger(security::secret_key::random());
    auto const entry_now = [&](std::int64_t sequence) {
        auto const found = made.changes.find({table::entries, sequence});
        return entry_of(found != made.changes.end() ? *found->second
                                                    : in.original(table::entries).at(sequence));
    };
    auto const origin = entry_now(1).hash;
    journal::journal_key key{.number = all ? 1 : last_of(in, table::keys) + 1,
                             .public_key = stranger.public_key(),
                             .at = from_milliseconds(1'800'000'000'000),
                             .endorsed_by = {},
                             .signature = {},
                             .origin = origin,
                             .statement = {}};
    journal::sign(key, stranger);
    made.set(table::keys,
             {key.number, key.public_key, to_milliseconds(key.at), key.endorsed_by, key.signature});
    for (auto const& [sequence, old] : in.original(table::heads)) {
        if (!all && sequence < from) continue;
        journal::signed_head head{.sequence = sequence,
                                  .previous_sequence = integer_of(old[1]),
                                  .hash = entry_now(sequence).hash,
                                  .at = from_milliseconds(integer_of(old[3])),
                                  .public_key = {},
                                  .signature = {},
                                  .origin = origin,
                                  .statement = {}};
        journal::sign(head, stranger);
        made.set(table::heads, {head.sequence, head.previous_sequence, head.hash,
                                to_milliseconds(head.at), head.public_key, head.signature});
    }
}

edit rewrite(tampered_journal const& in, heads_are become, dice& with) {
    auto const last = last_of(in, table::entries);
    auto const from = last - between(with, 0, std::min<std::int64_t>(last - 2, 80));
    auto previous = entry_of(in.original(table::entries).at(from - 1));
    edit made;
    for (auto sequence = from; sequence <= last; ++sequence) {
        auto each = entry_of(in.original(table::entries).at(sequence));
        if (sequence == from) each.reason += "forged";
        each.hash = journal::hash_of(each, previous.hash);
        made.set(table::entries, row_of(each));
        previous = each;
    }
    set_head_row(made, previous);
    if (become == heads_are::removed) {
        for (auto const& [sequence, unused] : in.original(table::heads)) {
            if (sequence >= from) made.remove(table::heads, sequence);
        }
    }
    if (become == heads_are::signed_by_stranger) sign_as_stranger(made, in, from, false);
    if (become == heads_are::signed_from_the_start) sign_as_stranger(made, in, from, true);
    return made;
}

} // namespace

std::span<tampering const> all_tamperings() {
    using journal_of = tampered_journal const&;
    static tampering const all[] = {
        {"a byte or number of an entry", 40,
         [](journal_of in, dice& with) { return change_any_column(in, table::entries, with); }},
        {"the case of a letter of an entry", 8, change_case},
        {"entries deleted", 8,
         [](journal_of in, dice& with) {
             return delete_rows(in, table::entries, between(with, 1, 4), with);
         }},
        {"two entries swapped, hashes and all", 6,
         [](journal_of in, dice& with) { return swap_rows(in, table::entries, 0, with); }},
        {"the contents of two entries swapped", 6,
         [](journal_of in, dice& with) { return swap_rows(in, table::entries, 2, with); }},
        {"one column of two entries swapped", 6, swap_column},
        {"an entry duplicated", 6,
         [](journal_of in, dice& with) { return duplicate(in, table::entries, with); }},
        {"an entry forged behind the end", 4,
         [](journal_of in, dice& with) { return append_forged(in, false, with); }},
        {"the same, with head row and a head", 4,
         [](journal_of in, dice& with) { return append_forged(in, true, with); }},
        {"an entry inserted, all behind chained anew", 3, insert_in_the_middle},
        {"the end cut off", 4, [](journal_of in, dice& with) { return truncate(in, {}, with); }},
        {"the same, with the head row", 4,
         [](journal_of in, dice& with) { return truncate(in, {.head_row = true}, with); }},
        {"the same, with the signed heads", 4,
         [](journal_of in, dice& with) {
             return truncate(in, {.head_row = true, .heads = true}, with);
         }},
        {"rewritten from an entry on", 4,
         [](journal_of in, dice& with) { return rewrite(in, heads_are::left, with); }},
        {"the same, signed heads removed", 4,
         [](journal_of in, dice& with) { return rewrite(in, heads_are::removed, with); }},
        {"the same, signed with a stranger's key", 4,
         [](journal_of in, dice& with) {
             return rewrite(in, heads_are::signed_by_stranger, with);
         }},
        {"the same, all heads a stranger's", 4,
         [](journal_of in, dice& with) {
             return rewrite(in, heads_are::signed_from_the_start, with);
         }},
        {"the head row", 8,
         [](journal_of in, dice& with) { return change_any_column(in, table::head, with); }},
        {"a byte or number of a signed head", 16,
         [](journal_of in, dice& with) { return change_any_column(in, table::heads, with); }},
        {"signed heads deleted", 6,
         [](journal_of in, dice& with) {
             return delete_rows(in, table::heads, between(with, 1, 3), with);
         }},
        {"two signed heads swapped", 4,
         [](journal_of in, dice& with) { return swap_rows(in, table::heads, 0, with); }},
        {"a signed head duplicated", 4,
         [](journal_of in, dice& with) { return duplicate(in, table::heads, with); }},
        {"a byte or number of a key", 8,
         [](journal_of in, dice& with) { return change_any_column(in, table::keys, with); }},
        {"the key deleted", 1,
         [](journal_of in, dice& with) { return delete_rows(in, table::keys, 1, with); }},
    };
    return all;
}

} // namespace talent::test
