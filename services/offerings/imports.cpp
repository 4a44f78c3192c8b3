// The field table of batch imports.
#include "services/offerings/imports.hpp"

#include "common/http/imports.hpp"

namespace talent::json {

object_definition const& described<offerings::offering_import>::table() {
    static constexpr field_definition fields[] = {
        field<&offerings::offering_import::items>("items",
                                                  {.required = true,
                                                   .items_max = http::import_items_max,
                                                   .about = "Each as for a creation of its own."}),
        field<&offerings::offering_import::publish>(
            "publish", {.about = "Publish each as well; one whose publication is refused is not "
                                 "kept at all."}),
    };
    static constexpr object_definition table{"offering_import", "Offerings to be drafted at once.",
                                             fields};
    return table;
}

} // namespace talent::json
