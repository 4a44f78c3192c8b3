#include "services/ratings/delivery_record.hpp"

namespace talent::ratings {
namespace {

constexpr std::int64_t hundredths = 100;
constexpr std::int64_t basis_points = 10'000;

struct sums {
    std::int64_t count = 0;
    std::int64_t satisfaction = 0;
    std::int64_t complaints = 0;
    std::int64_t timed = 0;
    std::map<std::int64_t, std::int64_t> by_hours = {}; // hours → how many

    void add(opinion_tally const& one) {
        count += one.count;
        satisfaction += one.satisfaction * one.count;
        if (one.complaint) complaints += one.count;
    }
    void add(hours_tally const& one) {
        timed += one.count;
        by_hours[one.hours_to_resolve] += one.count;
    }
};

// Half up; of what is not negative.
std::int64_t share(std::int64_t part, std::int64_t whole, std::int64_t scale) {
    return (2 * scale * part + whole) / (2 * whole);
}

/// The value at a place, from 0, in the order of the values.
std::int64_t value_at(std::map<std::int64_t, std::int64_t> const& counted, std::int64_t place) {
    for (auto const& [value, count] : counted) {
        if (place < count) return value;
        place -= count;
    }
    return 0;
}

record_cell cell_of(std::string category, sums const& of, std::int64_t raters) {
    record_cell made{.category = std::move(category), .n = of.count};
    if (of.count == 0) return made;
    made.withheld = of.count < record_ratings_min || raters < record_raters_min;
    if (made.withheld) return made;
    made.satisfaction_hundredths = share(of.satisfaction, of.count, hundredths);
    made.complaint_basis_points = share(of.complaints, of.count, basis_points);
    if (of.timed < record_ratings_min) return made;
    auto const middle = value_at(of.by_hours, (of.timed - 1) / 2);
    auto const next = value_at(of.by_hours, of.timed / 2);
    made.median_hours_hundredths = (middle + next) * hundredths / 2;
    return made;
}

} // namespace

delivery_record summarise(rating_counts const& counted) {
    sums all;
    std::map<std::string, sums> by_category;
    auto const add = [&](auto const& tallies) {
        for (auto const& each : tallies) {
            all.add(each);
            by_category[each.category].add(each);
        }
    };
    add(counted.opinions);
    add(counted.hours);
    delivery_record made;
    made.total = cell_of({}, all, counted.raters_in_all);
    for (auto const& [category, of] : by_category) {
        auto const raters = counted.raters.find(category);
        made.categories.push_back(
            cell_of(category, of, raters == counted.raters.end() ? 0 : raters->second));
    }
    return made;
}

} // namespace talent::ratings
