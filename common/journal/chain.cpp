#include "common/journal/chain.hpp"

#include <charconv>

#include "common/journal/netstring.hpp"

namespace talent::journal {
namespace {

using security::view;

constexpr std::string_view salt_format = "talent-salt-1";
constexpr std::string_view part_format = "talent-part-1";
constexpr std::string_view content_format = "talent-content-1";
constexpr std::string_view entry_format = "talent-entry-1";

constexpr std::size_t part_salt_digits = 32; // 128 bits

using places = std::array<std::vector<std::size_t>, part_count>;

json::object_definition const& table() {
    return json::described<entry>::table();
}

// What the chain itself is made of belongs to no part; what nobody is shown is the actor's.
std::optional<part> part_of(json::field_definition const& field) {
    if (field.name == "sequence" || field.name == "salt" || field.name == "hash")
        return std::nullopt;
    if (field.name == "before_state") return part::before;
    if (field.name == "after_state") return part::after;
    return field.options.exposure == json::exposure::hidden ? part::actor : part::facts;
}

places find_places() {
    places found;
    auto const fields = table().fields;
    for (std::size_t i = 0; i < fields.size(); ++i) {
        if (auto const part = part_of(fields[i]))
            found[static_cast<std::size_t>(*part)].push_back(i);
    }
    return found;
}

std::size_t salt_place() {
    return table().fields.size() - 2; // the last columns are the salt and the hash
}

} // namespace

std::string_view name_of(part which) {
    static constexpr std::string_view names[] = {"facts", "actor", "before", "after"};
    return names[static_cast<std::size_t>(which)];
}

std::span<std::size_t const> places_of(part which) {
    static places const found = find_places();
    return found[static_cast<std::size_t>(which)];
}

row columns_of(entry const& one) {
    row columns;
    columns.reserve(table().fields.size());
    for (auto const& field : table().fields)
        columns.push_back(field.operations().to_cell(field.member_of(&one)));
    return columns;
}

std::vector<std::pair<std::string_view, std::string>> values_of(entry const& one, part which) {
    auto const columns = columns_of(one);
    std::vector<std::pair<std::string_view, std::string>> found;
    for (auto const place : places_of(which)) {
        auto const* const number = std::get_if<std::int64_t>(&columns[place]);
        found.emplace_back(table().fields[place].name,
                           number != nullptr ? std::to_string(*number) : text_of(columns[place]));
    }
    return found;
}

commitment commitment_of(entry const& one) {
    auto const opened = chain_hasher{}.open(columns_of(one));
    commitment made;
    for (std::size_t i = 0; i < part_count; ++i) {
        made.salts[i] = opened.salt_of(static_cast<part>(i));
        made.parts[i] = view(opened.parts[i]);
    }
    made.content_sha256 = view(opened.content);
    return made;
}

std::string hash_of(entry const& one, std::string_view previous_hash) {
    chain_hasher hasher;
    auto const opened = hasher.open(columns_of(one));
    return std::string(view(hasher.hash(previous_hash, one.sequence, opened.content)));
}

std::string_view chain_hasher::opened::salt_of(part which) const {
    auto const place = static_cast<std::size_t>(which);
    return view(salts[place / 2]).substr(place % 2 * part_salt_digits, part_salt_digits);
}

void chain_hasher::begin(std::string_view format) {
    input_.clear();
    add(format);
}

void chain_hasher::add(std::string_view text) {
    append_netstring(input_, text);
}

void chain_hasher::add(cell const& value) {
    auto const* const number = std::get_if<std::int64_t>(&value);
    if (number == nullptr) return add(std::string_view(text_of(value)));
    append_netstring(input_, *number);
}

// Each part has a salt of its own, so that one can be opened without the others. None of them leads
// back to the entry's salt. Each digest gives two.
chain_hasher::opened chain_hasher::open(std::span<cell const> columns) {
    opened made;
    for (std::size_t i = 0; i < made.salts.size(); ++i) {
        begin(salt_format);
        add(columns[salt_place()]);
        append_netstring(input_, static_cast<std::int64_t>(i + 1));
        made.salts[i] = digest();
    }
    for (std::size_t i = 0; i < part_count; ++i) {
        auto const which = static_cast<part>(i);
        begin(part_format);
        add(name_of(which));
        add(made.salt_of(which));
        for (auto const place : places_of(which))
            add(columns[place]);
        made.parts[i] = digest();
    }
    begin(content_format);
    for (auto const& each : made.parts)
        add(view(each));
    made.content = digest();
    return made;
}

security::digest_text chain_hasher::hash(std::string_view previous_hash, std::int64_t sequence,
                                         security::digest_text const& content) {
    begin(entry_format);
    add(previous_hash);
    append_netstring(input_, sequence);
    add(view(content));
    return digest();
}

} // namespace talent::journal
