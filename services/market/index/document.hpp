// What the market index holds of one published thing, whatever its kind: its text, its closed
// values, its numbers, and the body that answers show. Services turn their own types into documents
// (convert_*.cpp), so that the index knows none of their rules. Values; any thread.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "common/base/clock.hpp"
#include "common/base/money.hpp"
#include "common/base/uuid.hpp"
#include "common/vocabulary/catalogue.hpp"
#include "services/listings/model.hpp"
#include "services/offerings/model.hpp"
#include "services/procurement/tender.hpp"

namespace talent::market {

enum class document_kind : std::uint8_t { demand, supply, offering, tender };
inline constexpr std::size_t document_kind_count = 4;

/// "demand": the journal's object type.
std::string_view name_of(document_kind kind);
std::optional<document_kind> kind_named(std::string_view object_type);

struct document {
    document_kind kind = document_kind::demand;
    uuid id;
    std::int64_t version = 0;
    uuid organisation;
    instant published_at;
    std::optional<instant> expires_at; // visible while now < expires_at; nothing: without end

    // Text, each part comparable (searchable() of text_terms.hpp). A line feed parts the pieces of
    // the body: normalised text has none, so no phrase reaches from one piece into the next.
    std::string title;
    std::string body;

    // Closed values. Unknown codes are not found by any filter.
    std::vector<std::string>
        regions;         // one within another of them is left out: it says nothing more
    bool scoped = false; // shown only to searches within one of its own regions
    std::string occupation;
    std::string industry;
    std::vector<std::string> skills; // everything that a filter by skill finds
    listings::education education = listings::education::none; // demand: required; supply: held
    std::int64_t experience_years = 0;                         // demand: required; supply: had
    std::optional<std::int64_t> headcount;                     // demand: posts to be filled
    std::vector<listings::employment_type> employments;
    std::string category; // offering
    std::string stage;    // offering: its place in the chain of talent work
    std::string method;   // tender
    std::string progress; // tender: what was decided last, whatever the clock says since

    // Fen. Demand and supply: pay per month; offering: price; tender: budget. Nothing: not stated.
    std::optional<money> pay_min;
    std::optional<money> pay_max;

    // For matching only.
    std::vector<std::string> skills_required;
    std::vector<std::string> skills_preferred;
    std::vector<std::string> skills_verified;
    bool education_verified = false;
    bool experience_verified = false;
    std::optional<date> available_from;
    bool personalised_ranking = true;

    std::string shown; // the JSON object that an answer shows; nothing in it depends on the clock
};

/// Visible at that instant, by its dates alone.
bool is_live(document const& one, instant now);

/// Adds a piece to a body, made comparable and parted from the piece before. An empty text adds
/// nothing.
void append_piece(std::string_view text, std::string& body);

/// Nothing for an offering that is not published.
std::optional<document> convert_offering(offerings::offering const& one);
/// Nothing for a tender that never was published. What became of a published one, a cancelled one
/// too, stays on the market as its progress.
std::optional<document> convert_tender(procurement::tender const& one);

/// Makes documents of listings. Keeps the normalised names of every skill, since a listing's skills
/// count as its text; immutable after construction.
class listing_converter {
  public:
    explicit listing_converter(vocabulary::catalogue const& codes);

    /// Nothing for a listing that is not published: it has no place in the market.
    std::optional<document> convert(listings::demand const& one) const;
    std::optional<document> convert(listings::supply const& one) const;

  private:
    void append_skill_names(std::vector<std::string> const& skills, std::string& body) const;

    std::unordered_map<std::string, std::string> skill_names_; // code → pieces of text
};

} // namespace talent::market
