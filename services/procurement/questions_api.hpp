// The routes of questions: decode, call the service in the work that the edge runs, encode. Owned
// by talentd's main; handlers may be called from any I/O thread.
#pragma once

#include "common/http/router.hpp"
#include "services/procurement/questions.hpp"

namespace talent::procurement {

class questions_api {
  public:
    explicit questions_api(question_service const& service) : service_(service) {}

    void add_routes(http::router& routes) const;

    http::work ask(http::request const& asked) const;
    http::work list(http::request const& asked) const;
    http::work read(http::request const& asked) const;
    http::work answer(http::request const& asked) const;
    http::work leave(http::request const& asked) const;

  private:
    question_service const& service_;
};

} // namespace talent::procurement
