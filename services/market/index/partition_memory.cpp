#include "services/market/index/partition.hpp"

namespace talent::market {

std::vector<memory_use> partition::memory() const {
    std::size_t packed = bytes_of(documents_);
    for (auto const& one : documents_) {
        if (one) packed += allocated(one->bytes());
    }
    std::size_t codes = 0;
    for (auto const& each : codes_by_slot_)
        codes += each.bytes();
    std::size_t fields = bytes_of(live_) + bytes_of(scoped_) + bytes_of(without_ranking_);
    for (auto const* each : {&within_, &exactly_}) {
        for (auto const& bitmaps : *each)
            fields += bytes_of_bitmaps(bitmaps);
    }
    for (auto const& each : plain_) {
        for (auto const& documents : each.documents)
            fields += sizeof documents + bytes_of(documents);
    }
    for (auto const& ranks : fitting_) {
        for (auto const& documents : ranks)
            fields += bytes_of(documents);
    }
    for (auto const& [day, documents] : published_on_)
        fields += allocated(2 * sizeof documents) + bytes_of(documents);
    std::size_t ends = 0;
    for (auto const& [minute, documents] : ends_)
        ends += allocated(4 * sizeof documents) + documents.bytes();
    auto const columns = bytes_of(published_ms_) + pay_.bytes() + bytes_of(education_by_slot_) +
                         bytes_of(experience_by_slot_) + statistics_.bytes();
    return {{"packed documents", packed},
            {"slots by id", slots_of_.bytes()},
            {"profiles", profiles_.bytes()},
            {"codes", codes},
            {"other columns", columns},
            {"bitmaps of fields", fields},
            {"ends", ends},
            {"text", text_.bytes()},
            {"text of titles", title_text_.bytes()},
            {"phantoms", phantoms_.bytes() + title_phantoms_.bytes()}};
}

} // namespace talent::market
