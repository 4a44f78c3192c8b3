// How far the demonstration is, on stderr: a bar that is drawn over on a terminal, a line at every
// tenth otherwise. One thread.
#pragma once

#include <cstddef>

namespace talent::demo {

class progress_bar {
  public:
    progress_bar();
    ~progress_bar(); // ends the bar's line

    void show(std::size_t done, std::size_t total);

  private:
    void draw(std::size_t percent) const;

    bool terminal_;
    bool begun_ = false;
    std::size_t shown_percent_ = 0;
};

} // namespace talent::demo
