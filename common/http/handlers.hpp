// The usual shapes of a handler: make an object, list objects, read one, change one. What is left
// to say is the use case; decoding, the page, the address and the ETag are alike for all. A use
// case is a callable that captures what it needs by value, since it runs later, on the writer's or
// a reader's thread, and a write more than once; or, where its parameters are the usual ones, a
// service's member, whose parameter tells the body's type. For handlers; any I/O thread.
#pragma once

#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include "common/http/work.hpp"

namespace talent::http {

// -- one object that exists --

/// Which object a change is of, and the version that the client decided on.
struct change_target {
    uuid id;
    std::int64_t version = 0;
};

/// not_found where the path holds no id.
inline result<uuid> read_path_id(request const& asked) {
    auto const id = asked.path_id(0);
    if (!id) return refuse(error_code::not_found);
    return *id;
}

/// not_found where the path holds no id; see request::expected_version for the rest.
inline result<change_target> read_change_target(request const& asked) {
    TRY(auto id, read_path_id(asked));
    TRY(auto version, asked.expected_version());
    return change_target{id, version};
}

/// `use(unit, id, version)` gives the changed object, or nothing where the object is gone (204).
template <class Use>
work change(request const& asked, Use use) {
    TRY_WORK(auto target, read_change_target(asked));
    return write_work{
        [target, use = std::move(use)](journal::unit_of_work& unit) -> result<response> {
            auto outcome = use(unit, target.id, target.version);
            if constexpr (std::is_same_v<decltype(outcome), result<void>>) {
                TRY(std::move(outcome));
                return no_content();
            } else {
                return shown_or_problem(std::move(outcome));
            }
        }};
}

/// The same with a body: `use(unit, id, version, body)`.
template <class Body, class Use>
work change_by(request const& asked, Use use) {
    TRY_WORK(auto body, asked.read_body<Body>());
    return change(asked, [use = std::move(use), body = std::move(body)](
                             journal::unit_of_work& unit, uuid const& id, std::int64_t version) {
        return use(unit, id, version, body);
    });
}

/// The same with a merge patch of the object: `use(unit, id, version, patch, codes)`.
template <class Object, class Use>
work edit(request const& asked, Use use) {
    TRY_WORK(auto patch, asked.patch_body<Object>());
    return change(asked, [use = std::move(use), patch = std::move(patch), codes = asked.codes](
                             journal::unit_of_work& unit, uuid const& id, std::int64_t version) {
        return use(unit, id, version, patch, *codes);
    });
}

/// `find(sql, id)`; 304 where the client has this version.
template <class Find>
work read(request const& asked, Find find) {
    TRY_WORK(auto id, read_path_id(asked));
    return read_work{[asked, id, find = std::move(find)](db::session& sql) -> result<response> {
        TRY(auto found, find(sql, id));
        return unless_unchanged(asked, shown(found));
    }};
}

/// The same of what changes by the clock while its version stands: it is always sent.
template <class Find>
work read_live(request const& asked, Find find) {
    TRY_WORK(auto id, read_path_id(asked));
    return read_work{
        [id, find = std::move(find)](db::session& sql) { return shown_or_problem(find(sql, id)); }};
}

// -- what is done without a version --

/// `use(unit, id)` of the object that the path names; the response is its own.
template <class Use>
work act_on(request const& asked, Use use) {
    TRY_WORK(auto id, read_path_id(asked));
    return write_work{
        [id, use = std::move(use)](journal::unit_of_work& unit) { return use(unit, id); }};
}

/// `use(unit, id, body)` gives what is shown.
template <class Body, class Use>
work act_on_by(request const& asked, Use use) {
    TRY_WORK(auto id, read_path_id(asked));
    TRY_WORK(auto body, asked.read_body<Body>());
    return write_work{[id, use = std::move(use),
                       body = std::move(body)](journal::unit_of_work& unit) -> result<response> {
        return shown_or_problem(use(unit, id, body));
    }};
}

// -- making --

/// Where what was made can be read: an object of its own under its collection, or in its parent's
/// list. Literals only: both are kept as views.
struct location {
    std::string_view collection; // "/v1/remedies", or the parent's: "/v1/tenders"
    std::string_view list = {};  // "/scores" of the parent; empty: an object of its own
};
inline std::string address_of(location where, uuid const& parent, uuid const& made) {
    std::string address(where.collection);
    address.append("/").append(to_string(where.list.empty() ? made : parent));
    return address.append(where.list);
}

/// `make(unit, body)`: 201 with its address.
template <class Body, class Make>
work create(request const& asked, location where, Make make) {
    TRY_WORK(auto body, asked.read_body<Body>());
    return write_work{[where, make = std::move(make),
                       body = std::move(body)](journal::unit_of_work& unit) -> result<response> {
        TRY(auto made, make(unit, body));
        return created(made, address_of(where, uuid{}, made.id));
    }};
}

/// `make(unit, parent, body)`: the same of what belongs to the object that the path names.
template <class Body, class Make>
work create_in(request const& asked, location where, Make make) {
    TRY_WORK(auto parent, read_path_id(asked));
    TRY_WORK(auto body, asked.read_body<Body>());
    return write_work{[where, parent, make = std::move(make),
                       body = std::move(body)](journal::unit_of_work& unit) -> result<response> {
        TRY(auto made, make(unit, parent, body));
        return created(made, address_of(where, parent, made.id));
    }};
}

// -- lists --

namespace detail {
// A list that cannot be refused is as good as one that was not.
template <class T>
result<std::vector<T>> as_result(std::vector<T> found) {
    return found;
}
template <class T>
result<std::vector<T>> as_result(result<std::vector<T>> found) {
    return found;
}
} // namespace detail

/// `find(sql, paging)`: a page in order of id.
template <class Find>
work list(request const& asked, Find find) {
    TRY_WORK(auto paging, read_paging(asked));
    return read_work{[asked, paging, find = std::move(find)](db::session& sql) -> result<response> {
        TRY(auto found, detail::as_result(find(sql, paging)));
        return page_response(asked, page_of(found, paging.limit));
    }};
}

/// `find(sql, parent, paging)`: a page of what belongs to the object that the path names.
template <class Find>
work list_in(request const& asked, Find find) {
    TRY_WORK(auto parent, read_path_id(asked));
    return list(asked, [parent, find = std::move(find)](db::session& sql, paging const& page) {
        return find(sql, parent, page);
    });
}

/// `find(sql, parent)`: the whole of a list that its own limit keeps short.
template <class Find>
work list_whole(request const& asked, Find find) {
    TRY_WORK(auto parent, read_path_id(asked));
    return read_work{[asked, parent, find = std::move(find)](db::session& sql) -> result<response> {
        TRY(auto found, detail::as_result(find(sql, parent)));
        return page_response(asked, whole_page(found));
    }};
}

// -- use cases that are a service's members, with the usual parameters --

template <class Service, class Made, class Body>
work create(request const& asked, Service const& service,
            result<Made> (Service::*make)(journal::unit_of_work&, Body) const, location where) {
    return create<std::remove_cvref_t<Body>>(
        asked, where, [&service, make](journal::unit_of_work& unit, auto const& body) {
            return (service.*make)(unit, body);
        });
}

template <class Service, class Made, class Body>
work create_in(request const& asked, Service const& service,
               result<Made> (Service::*make)(journal::unit_of_work&, uuid const&, Body) const,
               location where) {
    return create_in<std::remove_cvref_t<Body>>(
        asked, where,
        [&service, make](journal::unit_of_work& unit, uuid const& parent, auto const& body) {
            return (service.*make)(unit, parent, body);
        });
}

template <class Service, class Changed>
work change(request const& asked, Service const& service,
            result<Changed> (Service::*use)(journal::unit_of_work&, uuid const&, std::int64_t)
                const) {
    return change(
        asked, [&service, use](journal::unit_of_work& unit, uuid const& id, std::int64_t version) {
            return (service.*use)(unit, id, version);
        });
}

template <class Service, class Changed, class Body>
work change_by(request const& asked, Service const& service,
               result<Changed> (Service::*use)(journal::unit_of_work&, uuid const&, std::int64_t,
                                               Body) const) {
    return change_by<std::remove_cvref_t<Body>>(
        asked,
        [&service, use](journal::unit_of_work& unit, uuid const& id, std::int64_t version,
                        auto const& body) { return (service.*use)(unit, id, version, body); });
}

template <class Service, class Object>
work edit(request const& asked, Service const& service,
          result<Object> (Service::*use)(journal::unit_of_work&, uuid const&, std::int64_t,
                                         json::value const&, json::code_checker const&) const) {
    return edit<Object>(
        asked, [&service, use](journal::unit_of_work& unit, uuid const& id, std::int64_t version,
                               json::value const& patch, json::code_checker const& codes) {
            return (service.*use)(unit, id, version, patch, codes);
        });
}

template <class Service, class Changed, class Body>
work act_on_by(request const& asked, Service const& service,
               result<Changed> (Service::*use)(journal::unit_of_work&, uuid const&, Body) const) {
    return act_on_by<std::remove_cvref_t<Body>>(
        asked, [&service, use](journal::unit_of_work& unit, uuid const& id, auto const& body) {
            return (service.*use)(unit, id, body);
        });
}

template <class Service, class Object>
using reading_of = result<Object> (Service::*)(db::session&, security::principal const&,
                                               uuid const&) const;

template <class Service, class Object>
work read(request const& asked, Service const& service, reading_of<Service, Object> find) {
    return read(asked, [&service, find, who = asked.principal](db::session& sql, uuid const& id) {
        return (service.*find)(sql, who, id);
    });
}
template <class Service, class Object>
work read_live(request const& asked, Service const& service, reading_of<Service, Object> find) {
    return read_live(asked,
                     [&service, find, who = asked.principal](db::session& sql, uuid const& id) {
                         return (service.*find)(sql, who, id);
                     });
}
template <class Service, class Object>
work list_whole(request const& asked, Service const& service,
                reading_of<Service, std::vector<Object>> find) {
    return list_whole(asked,
                      [&service, find, who = asked.principal](db::session& sql, uuid const& id) {
                          return (service.*find)(sql, who, id);
                      });
}

/// `Found` is a vector, or the result of one.
template <class Service, class Found>
work list(request const& asked, Service const& service,
          Found (Service::*find)(db::session&, security::principal const&, std::string_view, int)
              const) {
    return list(asked,
                [&service, find, who = asked.principal](db::session& sql, paging const& page) {
                    return (service.*find)(sql, who, page.after, page.limit);
                });
}
template <class Service, class Found>
work list_in(request const& asked, Service const& service,
             Found (Service::*find)(db::session&, security::principal const&, uuid const&,
                                    std::string_view, int) const) {
    return list_in(asked, [&service, find, who = asked.principal](
                              db::session& sql, uuid const& parent, paging const& page) {
        return (service.*find)(sql, who, parent, page.after, page.limit);
    });
}

// -- the same of what depends on when it is asked for --

template <class Service, class Object>
work read_live(request const& asked, Service const& service,
               result<Object> (Service::*find)(db::session&, security::principal const&,
                                               uuid const&, instant) const) {
    return read_live(asked, [&service, find, who = asked.principal, now = asked.received](
                                db::session& sql, uuid const& id) {
        return (service.*find)(sql, who, id, now);
    });
}
template <class Service, class Object>
work list_whole(request const& asked, Service const& service,
                result<std::vector<Object>> (Service::*find)(db::session&,
                                                             security::principal const&,
                                                             uuid const&, instant) const) {
    return list_whole(asked, [&service, find, who = asked.principal, now = asked.received](
                                 db::session& sql, uuid const& id) {
        return (service.*find)(sql, who, id, now);
    });
}
template <class Service, class Found>
work list(request const& asked, Service const& service,
          Found (Service::*find)(db::session&, security::principal const&, std::string_view, int,
                                 instant) const) {
    return list(asked, [&service, find, who = asked.principal, now = asked.received](
                           db::session& sql, paging const& page) {
        return (service.*find)(sql, who, page.after, page.limit, now);
    });
}
template <class Service, class Found>
work list_in(request const& asked, Service const& service,
             Found (Service::*find)(db::session&, security::principal const&, uuid const&,
                                    std::string_view, int, instant) const) {
    return list_in(asked, [&service, find, who = asked.principal, now = asked.received](
                              db::session& sql, uuid const& parent, paging const& page) {
        return (service.*find)(sql, who, parent, page.after, page.limit, now);
    });
}

} // namespace talent::http
