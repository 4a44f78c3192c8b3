#include "services/open_data/packages.hpp"

#include <algorithm>

#include "services/open_data/merge.hpp"
#include "services/open_data/release.hpp"

namespace talent::open_data {
namespace {

std::vector<json::value> documents_of(std::span<store::kept_release const> releases) {
    std::vector<json::value> read;
    for (auto const& each : releases) {
        auto document = json::parse(each.body);
        if (!document.has_value()) throw std::runtime_error("a kept release is no JSON");
        read.push_back(std::move(document).value());
    }
    return read;
}

instant last_date(std::span<store::kept_release const> releases) {
    return std::ranges::max_element(releases, {}, &store::kept_release::date)->date;
}

} // namespace

std::string packager::address_of(std::string_view path) const {
    return settings_.base_url + std::string(path);
}

std::string packager::release_address(std::string_view release_id) const {
    return address_of("/v1/ocds/releases/" + std::string(release_id));
}

json::writer packager::begin(std::string_view path, std::string_view next_path,
                             instant published) const {
    json::writer to;
    to.begin_object()
        .member("uri", address_of(path))
        .member("version", "1.1")
        .member("publishedDate", format_instant(published));
    to.key("extensions").begin_array();
    for (auto const each : extensions)
        to.string(each);
    to.end_array();
    to.key("publisher").begin_object().member("name", settings_.publisher_name);
    if (!settings_.publisher_uid.empty())
        to.member("scheme", credit_code_scheme).member("uid", settings_.publisher_uid);
    to.end_object();
    if (!settings_.license.empty()) to.member("license", settings_.license);
    if (!settings_.publication_policy.empty())
        to.member("publicationPolicy", settings_.publication_policy);
    if (!next_path.empty())
        to.key("links").begin_object().member("next", address_of(next_path)).end_object();
    return to;
}

std::string packager::release_package(std::string_view path, std::string_view next_path,
                                      std::span<store::kept_release const> releases) const {
    auto to = begin(path, next_path, last_date(releases));
    to.key("releases").begin_array();
    for (auto const& each : releases)
        to.raw(each.body);
    to.end_array().end_object();
    return to.take();
}

std::string packager::record_package(std::string_view path, std::string_view ocid,
                                     std::span<store::kept_release const> releases,
                                     tender_flags const& flags) const {
    auto const documents = documents_of(releases);
    auto to = begin(path, {}, last_date(releases));
    to.key("records").begin_array().begin_object().member("ocid", ocid);
    to.key("releases").begin_array();
    for (auto const& each : releases)
        to.raw(each.body);
    to.end_array();
    to.key("compiledRelease").document(compile(documents));
    to.key("versionedRelease").document(version(documents));
    to.key("redFlags").raw(json::write_shown(flags));
    to.end_object().end_array().end_object();
    return to.take();
}

std::string packager::record_list(std::string_view path, std::string_view next_path,
                                  std::span<listed_record const> records) const {
    instant published{};
    for (auto const& each : records)
        published = std::max(published, last_date(each.releases));
    auto to = begin(path, next_path, published);
    to.key("records").begin_array();
    for (auto const& record : records) {
        auto const documents = documents_of(record.releases);
        to.begin_object().member("ocid", record.ocid).key("releases").begin_array();
        for (std::size_t i = 0; i < documents.size(); ++i) {
            auto const& id = record.releases[i].id;
            to.begin_object()
                .member("url", release_address(id) + "#" + id)
                .member("date", format_instant(record.releases[i].date))
                .key("tag")
                .document(documents[i]["tag"])
                .end_object();
        }
        to.end_array().key("compiledRelease").document(compile(documents)).end_object();
    }
    to.end_array().end_object();
    return to.take();
}

} // namespace talent::open_data
