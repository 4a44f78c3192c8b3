// The field tables of flags and of the index of open data.
#include "services/open_data/flags.hpp"
#include "services/open_data/model.hpp"

namespace talent::json {
namespace {

using namespace open_data;

constexpr std::size_t inputs_max = 10;
constexpr std::size_t flags_max = 2'000; // twelve for each lot
constexpr std::size_t months_max = 1'200;

constexpr field_options told(std::string_view about) {
    return {.owner = owner::server, .about = about};
}

} // namespace

std::span<std::string_view const> enumeration<flag_outcome>::names() {
    static constexpr std::string_view list[] = {"raised", "not_raised", "not_yet"};
    return list;
}

object_definition const& described<flag_input>::table() {
    static constexpr field_definition fields[] = {
        field<&flag_input::name>("name", told("What was reckoned with.")),
        field<&flag_input::value>("value", told("Its value.")),
    };
    static constexpr object_definition table{"red_flag_input", "What a flag was reckoned from.",
                                             fields};
    return table;
}

object_definition const& described<red_flag>::table() {
    static constexpr field_definition fields[] = {
        field<&red_flag::code>("code", told("Its code: R and a number where it is one of the Open "
                                            "Contracting Partnership's.")),
        field<&red_flag::name>("name", told("Its name.")),
        field<&red_flag::name_zh>("name_zh", told("Its name in Chinese.")),
        field<&red_flag::lot>("lot", told("Of which lot; null: of the tender as a whole.")),
        field<&red_flag::outcome>(
            "outcome", told("raised, not_raised, or not_yet: what it is reckoned from is not "
                            "public yet, or it does not apply.")),
        field<&red_flag::definition>("definition", told("When it is raised.")),
        field<&red_flag::definition_zh>("definition_zh", told("The same in Chinese.")),
        field<&red_flag::source>("source", told("Whose flag it is.")),
        field<&red_flag::inputs>(
            "inputs", {.owner = owner::server, .items_max = inputs_max, .about = "The figures."}),
    };
    static constexpr object_definition table{
        "red_flag", "A reason for a second look at a procurement; proof of nothing.", fields};
    return table;
}

object_definition const& described<tender_flags>::table() {
    static constexpr field_definition fields[] = {
        field<&tender_flags::tender_id>("tender_id", told("Of which tender.")),
        field<&tender_flags::ocid>("ocid", told("Its open contracting id.")),
        field<&tender_flags::flags>(
            "flags", {.owner = owner::server, .items_max = flags_max, .about = "Every flag."}),
    };
    static constexpr object_definition table{"tender_flags", "The red flags of a tender.", fields};
    return table;
}

object_definition const& described<release_month>::table() {
    static constexpr field_definition fields[] = {
        field<&release_month::month>("month", told("Year and month in Shanghai, 2026-11.")),
        field<&release_month::releases>("releases", told("How many releases.")),
        field<&release_month::last_date>("last_date", told("Of the newest of them.")),
        field<&release_month::url>("url", told("The whole month, a release a line, compressed.")),
    };
    static constexpr object_definition table{"ocds_month", "A month of releases.", fields};
    return table;
}

object_definition const& described<open_data_index>::table() {
    static constexpr field_definition fields[] = {
        field<&open_data_index::ocid_prefix>("ocid_prefix", told("What new ocids begin with.")),
        field<&open_data_index::sequence>("sequence",
                                          told("The journal's entry up to which releases are "
                                               "made.")),
        field<&open_data_index::head>("head", told("The journal's last entry.")),
        field<&open_data_index::caught_up>(
            "caught_up", told("True: nothing between the two is of a procurement, so every "
                              "release is made.")),
        field<&open_data_index::months>(
            "months",
            {.owner = owner::server, .items_max = months_max, .about = "Months with releases."}),
    };
    static constexpr object_definition table{"ocds_index", "What open data there are.", fields};
    return table;
}

} // namespace talent::json
