#include "common/http/imports.hpp"

namespace talent::http {

import_outcome refused_item(std::size_t index, problem const& why, language spoken) {
    auto const& definition = definition_of(why.code);
    import_problem told{.type = "/problems/" + std::string(definition.slug),
                        .title = std::string(spoken == language::chinese ? definition.title_zh
                                                                         : definition.title_en),
                        .status = definition.status,
                        .detail = why.detail};
    for (auto const& each : why.errors)
        told.errors.push_back({each.pointer, each.code, each.detail});
    return {.index = static_cast<std::int64_t>(index), .problem = std::move(told)};
}

result<opened_batch> open_batch(request const& asked) {
    TRY(auto document, asked.document_body());
    opened_batch opened;
    for (auto& [name, member] : document.members()) {
        // Where there are too many they stay, so that the envelope's reader says so.
        bool const taken =
            name == "items" && member.is_array() && member.elements().size() <= import_items_max;
        if (!taken) continue;
        if (member.elements().empty())
            return refuse_field("/items", "required", "must have at least one item");
        opened.items = std::exchange(member.elements(), {});
    }
    opened.envelope = std::move(document);
    return opened;
}

} // namespace talent::http

namespace talent::json {
namespace {

constexpr field_options ours{.owner = owner::server};

constexpr field_options about(field_options of, std::string_view text) {
    of.about = text;
    return of;
}

} // namespace

object_definition const& described<http::import_fault>::table() {
    static constexpr field_definition fields[] = {
        field<&http::import_fault::pointer>("pointer", about(ours, "Into the item.")),
        field<&http::import_fault::code>("code", about(ours, "A stable word.")),
        field<&http::import_fault::detail>("detail", about(ours, "A sentence.")),
    };
    static constexpr object_definition table{"import_fault", "A fault of an item.", fields};
    return table;
}

object_definition const& described<http::import_problem>::table() {
    static constexpr field_definition fields[] = {
        field<&http::import_problem::type>("type", about(ours, "The problem's page.")),
        field<&http::import_problem::title>("title", about(ours, "In the language asked for.")),
        field<&http::import_problem::status>(
            "status", about(ours, "That the creation of the item alone would have had.")),
        field<&http::import_problem::detail>("detail", about(ours, "What was wrong with it.")),
        field<&http::import_problem::errors>("errors", about(ours, "Every fault of its fields.")),
    };
    static constexpr object_definition table{"import_problem", "Why an item was not kept.", fields};
    return table;
}

object_definition const& described<http::import_outcome>::table() {
    static constexpr field_definition fields[] = {
        field<&http::import_outcome::index>("index", about(ours, "The item's place, from 0 on.")),
        field<&http::import_outcome::id>("id", about(ours, "Of what was made of it.")),
        field<&http::import_outcome::number>("number", about(ours, "A number people can say.")),
        field<&http::import_outcome::state>(
            "state", about(ours, "Draft, published, or suspended until a moderator has seen it.")),
        field<&http::import_outcome::problem>("problem", about(ours, "Why it was not kept.")),
    };
    static constexpr object_definition table{"import_outcome", "What became of an item.", fields};
    return table;
}

object_definition const& described<http::import_answer>::table() {
    static constexpr field_definition fields[] = {
        field<&http::import_answer::results>(
            "results", {.owner = owner::server,
                        .items_max = http::import_items_max,
                        .about = "One for each item, in the order of the batch."}),
        field<&http::import_answer::created>("created", about(ours, "How many were kept.")),
        field<&http::import_answer::refused>("refused", about(ours, "How many were not.")),
    };
    static constexpr object_definition table{"import_answer", "What became of a batch.", fields};
    return table;
}

} // namespace talent::json
