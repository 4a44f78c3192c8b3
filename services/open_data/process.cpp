#include "services/open_data/process.hpp"

#include <algorithm>
#include <array>

namespace talent::open_data {
namespace {

void set_tender(process& to, std::string_view state) {
    to.tender = json::read_stored<procurement::tender>(state);
}

template <class T, std::vector<T> process::*List>
void append(process& to, std::string_view state) {
    (to.*List).push_back(json::read_stored<T>(state));
}

constexpr object_kind kinds[] = {
    {"tender", "", &set_tender},
    {"award", "tender_id", &append<procurement::award, &process::awards>},
    {"bid", "tender_id", &append<procurement::bid, &process::bids>},
    {"tender_question", "tender_id", &append<procurement::question, &process::questions>},
    {"framework_agreement", "tender_id",
     &append<procurement::framework_agreement, &process::frameworks>},
    {"contract", "tender_id", &append<delivery::contract, &process::contracts>},
    {"milestone", "contract_id", &append<delivery::milestone, &process::milestones>},
    {"payment", "contract_id", &append<delivery::payment, &process::payments>},
};

constexpr auto types = [] {
    std::array<std::string_view, std::size(kinds)> made{};
    std::ranges::transform(kinds, made.begin(), &object_kind::type);
    return made;
}();

template <class List>
auto const* find_in(List const& all, uuid const& id) {
    auto const found = std::ranges::find(all, id, [](auto const& one) { return one.id; });
    return found == all.end() ? nullptr : &*found;
}

} // namespace

std::span<object_kind const> object_kinds() {
    return kinds;
}

object_kind const* find_object_kind(std::string_view object_type) {
    auto const found = std::ranges::find(kinds, object_type, &object_kind::type);
    return found == std::end(kinds) ? nullptr : &*found;
}

std::span<std::string_view const> object_types() {
    return types;
}

std::optional<uuid> id_in_state(std::string_view stored_state, std::string_view member) {
    auto const state = json::parse(stored_state);
    if (!state.has_value()) throw std::runtime_error("a journal entry holds no JSON");
    return parse_uuid(state.value()[member].text());
}

bool is_public(process const& one) {
    return one.tender && procurement::is_public(*one.tender);
}

bool was_received(procurement::bid const& one) {
    return one.state == procurement::bid_state::submitted ||
           one.state == procurement::bid_state::disqualified;
}

procurement::award const* find_award(process const& of, uuid const& id) {
    return find_in(of.awards, id);
}
procurement::bid const* find_bid(process const& of, uuid const& id) {
    return find_in(of.bids, id);
}
procurement::question const* find_question(process const& of, uuid const& id) {
    return find_in(of.questions, id);
}
procurement::framework_agreement const* find_framework(process const& of, uuid const& id) {
    return find_in(of.frameworks, id);
}
delivery::contract const* find_contract(process const& of, uuid const& id) {
    return find_in(of.contracts, id);
}
delivery::milestone const* find_milestone(process const& of, uuid const& id) {
    return find_in(of.milestones, id);
}
delivery::payment const* find_payment(process const& of, uuid const& id) {
    return find_in(of.payments, id);
}

} // namespace talent::open_data
