// The writes of the API as the server describes them in /openapi.json, and bodies made from their
// schemas. Values; the description must outlive them.
#pragma once

#include <string>
#include <vector>

#include "common/json/value.hpp"
#include "common/security/permission.hpp"

namespace talent::test {

struct write_operation {
    std::string method;
    std::string path;
    security::permission permission;
    bool needs_version = false;
    bool needs_key = false;
    bool has_dry_run = false;
    json::value const* body = nullptr; // the schema

    std::string name() const { return method + " " + path; }
    bool has_id() const { return path.find("{id}") != std::string::npos; }
};

std::vector<write_operation> writes_of(json::value const& description);

/// An object with what the schema requires of the client, every value of the right form.
json::value sample_object(json::value const& schema);
/// One value of a property of that name.
json::value sample(std::string const& name, json::value const& schema);
json::value of_wrong_type(json::value const& schema);

bool is_server_owned(json::value const& property);
/// A property's own schema, without what only annotates it.
json::value const& core_of(json::value const& property);

} // namespace talent::test
