#include "services/open_data/merge.hpp"

#include <algorithm>

#include "services/open_data/document.hpp"

namespace talent::open_data {
namespace {

using json::value;

bool is_whole_list(std::string_view name, value const& list) {
    if (std::ranges::find(whole_lists, name) != std::end(whole_lists)) return true;
    return !std::ranges::all_of(list.elements(), &value::is_object);
}

bool is_single(std::string_view name, value const& one) {
    if (one.is_array()) return is_whole_list(name, one);
    return !one.is_object();
}

bool is_empty(value const& one) {
    return (one.is_array() && one.elements().empty()) || (one.is_object() && one.members().empty());
}

value* find_member(value& object, std::string_view name) {
    for (auto& [each, content] : object.members()) {
        if (each == name) return &content;
    }
    return nullptr;
}

value& member_of(value& object, std::string const& name, value const& fresh) {
    if (auto* const found = find_member(object, name)) return *found;
    object.set(name, fresh);
    return *find_member(object, name);
}

// The element with the id of `like`; a new one with that id where there is none.
value& element_of(value& list, value const& like) {
    auto const* const id = like.find("id");
    if (id != nullptr) {
        for (auto& each : list.elements()) {
            auto const* const other = each.find("id");
            if (other != nullptr && *other == *id) return each;
        }
    }
    auto& added = list.elements().emplace_back(value::of_object());
    if (id != nullptr) added.set("id", *id);
    return added;
}

void remove_member(value& object, std::string_view name) {
    std::erase_if(object.members(), [&](auto const& each) { return each.first == name; });
}

/// Where a single value ends up: `Keep` decides.
template <class Keep>
void merge(value& to, value const& from, bool in_list, Keep const& keep) {
    for (auto const& [name, content] : from.members()) {
        if (in_list && name == "id") continue; // what the element is known by
        if (is_single(name, content)) {
            if (!(content.is_array() && content.elements().empty())) keep(to, name, content);
        } else if (is_empty(content)) {
            continue;
        } else if (content.is_object()) {
            merge(member_of(to, name, value::of_object()), content, false, keep);
        } else {
            auto& list = member_of(to, name, value::of_array());
            for (auto const& element : content.elements())
                merge(element_of(list, element), element, true, keep);
        }
    }
}

value without_metadata(value const& release) {
    auto rest = release;
    for (auto const name : release_metadata)
        remove_member(rest, name);
    return rest;
}

struct newest_value {
    void operator()(value& to, std::string const& name, value const& content) const {
        if (content.is_null()) {
            remove_member(to, name);
        } else {
            to.set(name, content);
        }
    }
};

struct every_value {
    value const& release;

    void operator()(value& to, std::string const& name, value const& content) const {
        auto& history = member_of(to, name, value::of_array());
        auto const& before = history.elements();
        if (!before.empty() && before.back()["value"] == content) return;
        auto entry = value::of_object();
        entry.set("releaseID", release["id"]);
        entry.set("releaseDate", release["date"]);
        entry.set("releaseTag", release["tag"]);
        entry.set("value", content);
        history.elements().push_back(std::move(entry));
    }
};

} // namespace

json::value compile(std::span<json::value const> releases) {
    auto made = value::of_object();
    auto const& last = releases.back();
    made.set("ocid", last["ocid"]);
    made.set("id", text(last["ocid"].text() + "-" + last["date"].text()));
    made.set("date", last["date"]);
    made.set("tag", list_of({"compiled"}));
    for (auto const& each : releases)
        merge(made, without_metadata(each), false, newest_value{});
    return made;
}

json::value version(std::span<json::value const> releases) {
    auto made = value::of_object();
    made.set("ocid", releases.back()["ocid"]);
    for (auto const& each : releases) {
        auto rest = without_metadata(each);
        remove_member(rest, "ocid");
        merge(made, rest, false, every_value{each});
    }
    return made;
}

json::value with_removals(json::value now, json::value const& before) {
    for (auto const& [name, content] : before.members()) {
        if (name == "id") continue;
        if (is_single(name, content)) {
            if (now.find(name) == nullptr) now.set(name, value{});
        } else if (content.is_object()) {
            auto& within = member_of(now, name, value::of_object());
            within = with_removals(within, content);
        } else {
            auto& list = member_of(now, name, value::of_array());
            for (auto const& element : content.elements()) {
                auto& same = element_of(list, element);
                same = with_removals(same, element);
            }
        }
    }
    return now;
}

} // namespace talent::open_data
