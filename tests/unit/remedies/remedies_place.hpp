// What the tests of exclusions and remedies share: procurement's place with an office in it that
// supervises the region's procurement.
#pragma once

#include "services/exclusions/service.hpp"
#include "tests/unit/procurement/procurement_fixture.hpp"

namespace talent::test {

class remedies_place : public procurement_place {
  public:
    explicit remedies_place(db::dialect dialect) : procurement_place(dialect) {
        finance = join(identity::organisation_kind::government_office, "财政局", "330100");
        finance.supervises_procurement = true;
        database->write_now([&](db::session& sql) {
            sql.execute("UPDATE organisations SET supervises_procurement = 1 WHERE id = :p1",
                        {to_string(finance.id)});
            return db::verdict::keep;
        });
        learn(finance);
    }

    identity::organisation finance;
    exclusions::exclusions_service excluding{known, calendar};
};

} // namespace talent::test
