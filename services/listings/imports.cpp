// The field tables of batch imports.
#include "services/listings/imports.hpp"

#include "common/http/imports.hpp"

namespace talent::json {
namespace {

constexpr field_options items{.required = true,
                              .items_max = http::import_items_max,
                              .about = "Each as for a creation of its own."};
constexpr field_options publish{
    .about = "Publish each as well; one whose publication is refused is not kept at all."};

} // namespace

object_definition const& described<listings::demand_import>::table() {
    static constexpr field_definition fields[] = {
        field<&listings::demand_import::items>("items", items),
        field<&listings::demand_import::publish>("publish", publish),
    };
    static constexpr object_definition table{"demand_import", "Demands to be drafted at once.",
                                             fields};
    return table;
}

object_definition const& described<listings::supply_import>::table() {
    static constexpr field_definition fields[] = {
        field<&listings::supply_import::items>("items", items),
        field<&listings::supply_import::publish>("publish", publish),
    };
    static constexpr object_definition table{"supply_import", "Supplies to be drafted at once.",
                                             fields};
    return table;
}

} // namespace talent::json
