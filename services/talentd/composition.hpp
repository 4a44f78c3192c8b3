// The server put together: every service, read model and route, in the order in which they need
// each other. Wiring happens here and nowhere else. Made by main, on its thread; destroyed in
// reverse.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "common/base/clock.hpp"
#include "common/base/configuration.hpp"
#include "common/base/result.hpp"
#include "common/http/server.hpp"

namespace talent::talentd {

struct start_options {
    std::string data_directory;
    configuration settings;
};

/// The names that `--services` and the configuration's `services` accept.
std::vector<std::string_view> const& service_names();

class composition {
  public:
    /// Opens the database, loads the read models, binds the port. A problem with one sentence where
    /// any of it fails. The clock must outlive the composition.
    static result<std::unique_ptr<composition>> start(start_options const& options,
                                                      clock const& time);
    ~composition();

    std::uint16_t port() const;
    /// What has been loaded, for the line that main prints.
    std::string summary() const;
    /// Serves until SIGTERM or SIGINT, then drains.
    void run();

  private:
    struct parts;
    explicit composition(std::unique_ptr<parts> made);

    std::unique_ptr<parts> parts_;
};

} // namespace talent::talentd
