// A procurement as the journal has it up to some entry: the tender and all that belongs to it, each
// in its newest state. What releases and flags are made from, and nothing else is. Values; any
// thread. Loading is on the database thread of the session.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "common/journal/entry.hpp"
#include "services/delivery/model.hpp"
#include "services/procurement/bid.hpp"
#include "services/procurement/framework.hpp"
#include "services/procurement/question.hpp"
#include "services/procurement/tender.hpp"

namespace talent::open_data {

struct process {
    std::optional<procurement::tender> tender = {};
    std::vector<procurement::award> awards = {};
    std::vector<procurement::bid> bids = {};
    std::vector<procurement::question> questions = {};
    std::vector<procurement::framework_agreement> frameworks = {};
    std::vector<delivery::contract> contracts = {};
    std::vector<delivery::milestone> milestones = {};
    std::vector<delivery::payment> payments = {};
};

/// An object type of the journal that belongs to a procurement. A new one is a row in process.cpp.
struct object_kind {
    std::string_view type;
    /// The member that names the object it belongs to, which belongs to a tender in turn; empty: it
    /// is the tender.
    std::string_view belongs_to;
    void (*add)(process& to, std::string_view stored_state);
};
std::span<object_kind const> object_kinds();
/// Null where the type belongs to no procurement.
object_kind const* find_object_kind(std::string_view object_type);
/// What the journal is asked for.
std::span<std::string_view const> object_types();

/// The id in a stored state's member; nothing where there is none.
std::optional<uuid> id_in_state(std::string_view stored_state, std::string_view member);

/// The public may know of it.
bool is_public(process const& one);

/// It counts at the opening: neither withdrawn nor lapsed before.
bool was_received(procurement::bid const& one);

procurement::award const* find_award(process const& of, uuid const& id);
procurement::bid const* find_bid(process const& of, uuid const& id);
procurement::question const* find_question(process const& of, uuid const& id);
procurement::framework_agreement const* find_framework(process const& of, uuid const& id);
delivery::contract const* find_contract(process const& of, uuid const& id);
delivery::milestone const* find_milestone(process const& of, uuid const& id);
delivery::payment const* find_payment(process const& of, uuid const& id);

} // namespace talent::open_data
