// A data directory of its own for one test, removed afterwards, and talentctl run in it.
#pragma once

#include <stdlib.h>

#include <filesystem>
#include <sstream>
#include <string>
#include <vector>

#include "services/talentctl/command_line.hpp"

struct outcome {
    int code;
    std::string out;
    std::string complaints;
};

class installation_fixture {
  public:
    installation_fixture() {
        char name[] = "/tmp/talentctl_test_XXXXXX";
        directory_ = ::mkdtemp(name);
    }
    ~installation_fixture() {
        std::error_code ignored;
        std::filesystem::remove_all(directory_, ignored);
    }
    installation_fixture(installation_fixture const&) = delete;
    installation_fixture& operator=(installation_fixture const&) = delete;

    std::string path(std::string const& name) const { return directory_ + "/" + name; }
    std::string data() const { return path("data"); }
    std::string url() const { return "sqlite://" + data() + "/talent.db"; }

    static outcome run(std::vector<std::string> arguments) {
        std::vector<char const*> pointers{"talentctl"};
        for (auto const& each : arguments)
            pointers.push_back(each.c_str());
        std::ostringstream out;
        std::ostringstream complaints;
        int const code = talent::talentctl::run(static_cast<int>(pointers.size()), pointers.data(),
                                                out, complaints);
        return {code, out.str(), complaints.str()};
    }

  private:
    std::string directory_;
};
