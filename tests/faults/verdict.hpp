// What a fault program expects, counted: it goes on after a failure, so that its figures are there,
// and ends non-zero. Any thread.
#pragma once

#include <atomic>
#include <cstdio>
#include <string>

namespace talent::test {

class verdict {
  public:
    void expect(bool holds, std::string const& sentence) {
        ++checked_;
        if (holds) return;
        ++failed_;
        std::printf("FAILED: %s\n", sentence.c_str());
        std::fflush(stdout);
    }

    /// The exit status of the program.
    int finish() const {
        std::printf("%d expectations, %d failed\n", checked_.load(), failed_.load());
        return failed_.load() == 0 ? 0 : 1;
    }

  private:
    std::atomic<int> checked_{0};
    std::atomic<int> failed_{0};
};

} // namespace talent::test
