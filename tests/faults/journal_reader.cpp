#include "tests/faults/journal_reader.hpp"

namespace talent::test {
namespace {

/// The name of an entry's effect, as attempts have it; empty for entries that follow from another.
std::string effect_of(json::value const& entry) {
    auto const& type = entry["type"].text();
    if (type == "demand.drafted" || type == "demand.edited")
        return type + " " + entry["after"]["title"].text();
    if (type == "demand.published" || type == "order.placed" || type == "organisation.registered")
        return type + " " + entry["object_id"].text();
    if (type == "payment.made") return type + " " + entry["after"]["bank_reference"].text();
    if (type == "ledger.posted") return type;
    return {};
}

} // namespace

journal_reader::journal_reader(http_client& reader) {
    sequence_ = reader.get("/v1/feed?limit=1")["head"].integer().value_or(0);
}

void journal_reader::read_on(http_client& reader, tally& found) {
    while (true) {
        auto const page = reader.get("/v1/feed?limit=1000&after=" + std::to_string(sequence_));
        auto const& entries = page["entries"].elements();
        if (entries.empty()) {
            if (page["head"].integer() != sequence_)
                found.blame("the feed ends before the head: " + page.body.substr(0, 200));
            return;
        }
        for (auto const& each : entries) {
            if (each["sequence"].integer() != sequence_ + 1)
                found.blame("the feed has a gap after " + std::to_string(sequence_));
            ++sequence_;
            if (auto effect = effect_of(each); !effect.empty()) ++seen_[effect];
        }
    }
}

void journal_reader::check(http_client& reader, std::vector<std::string> const& expected,
                           tally& found) {
    read_on(reader, found);
    int const postings = std::exchange(seen_["ledger.posted"], 0);
    seen_.erase("ledger.posted");
    int payments = 0;
    for (auto const& each : expected) {
        payments += each.starts_with("payment.made") ? 1 : 0;
        auto const entry = seen_.find(each);
        if (entry == seen_.end()) {
            ++found.lost;
            found.blame("acknowledged, and not in the journal: " + each);
            continue;
        }
        if (entry->second > 1) {
            ++found.duplicated;
            found.blame(std::to_string(entry->second) + " times in the journal: " + each);
        }
        seen_.erase(entry);
    }
    for (auto const& each : seen_) {
        ++found.duplicated;
        found.blame("in the journal, and nobody's write: " + each.first);
    }
    if (postings != payments)
        found.blame(std::to_string(payments) + " payments have " + std::to_string(postings) +
                    " postings");
    seen_.clear();
}

} // namespace talent::test
