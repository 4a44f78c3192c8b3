// Invoices of what was accepted, their payment, late interest, disputes, concessions and refunds.
// Pure: no I/O, no clock of its own. Values; any thread.
//
// An invoice claims money of its milestone in the order in which it became payable; each portion
// has the clock under which it did. Payments settle the portions from the first on, a dispute names
// the last of them. Interest is reckoned by day on what is unpaid, undisputed and late, to the
// millionth of a fen; whole fen of it are owed.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "services/delivery/milestone.hpp"

namespace talent::delivery {

// -- invoices and payments --

enum class invoice_state : std::uint8_t { issued, partly_paid, paid, conceded };

/// A part of an invoice, with the clock of its payment.
struct invoice_portion {
    money amount = {};
    calendar::deadline payment = {};
};

struct invoice {
    uuid id = {};
    std::string number = {}; // I-330100-2026-000123
    std::int64_t version = 0;
    uuid contract_id = {};
    uuid milestone_id = {};
    uuid buyer_id = {};
    uuid supplier_id = {};
    invoice_state state = invoice_state::issued;
    money amount = {};
    money paid_amount = {};     // of the amount; interest apart
    money disputed_amount = {}; // now
    money conceded_amount = {}; // given up by the supplier
    money refunded_amount = {}; // paid and returned
    std::vector<std::string> dispute_reasons = {};
    std::optional<instant> disputed_at = {};
    std::string tax_invoice_number = {}; // 发票号码
    std::int64_t late_interest_ppm_per_day = late_interest_ppm_per_day_default;
    money posted_interest = {}; // in the ledger, paid or not
    money paid_interest = {};
    std::int64_t interest_millionths = 0;            // hidden: of a fen, beyond posted_interest
    std::optional<std::int64_t> interest_until = {}; // hidden: the last day that was reckoned
    std::vector<invoice_portion> portions = {};
    std::optional<instant> overdue_from = {}; // hidden: when the first undisputed part will be late
    instant created_at = {};
    instant updated_at = {};

    money interest = {};                         // derived: owed now, paid apart
    money outstanding = {};                      // derived: undisputed and unpaid, with interest
    std::vector<calendar::deadline> clocks = {}; // derived: of what is unpaid
};

struct payment {
    uuid id = {};
    std::string number = {}; // P-330100-2026-000123
    std::int64_t version = 0;
    uuid contract_id = {};
    uuid invoice_id = {};
    uuid buyer_id = {};
    uuid supplier_id = {};
    money amount = {};
    money interest_amount = {};   // of the amount: interest comes first
    money principal_amount = {};  // the rest
    std::int64_t days_to_pay = 0; // of the oldest portion it settles
    std::int64_t days_late = 0;
    std::string bank_reference = {};
    instant created_at = {};
};

struct refund {
    uuid id = {};
    std::string number = {}; // R-330100-2026-000123
    std::int64_t version = 0;
    uuid contract_id = {};
    uuid invoice_id = {};
    uuid buyer_id = {};
    uuid supplier_id = {};
    money amount = {};
    std::string reason = {};
    std::string bank_reference = {};
    instant created_at = {};
};

struct dispute {
    money amount = {};
    std::vector<std::string> reasons = {};
};
struct concession {
    money amount = {};
};

// -- states as data --

enum class invoice_command : std::uint8_t {
    pay_part,
    pay_rest,
    dispute,
    withdraw_dispute,
    concede_part,
    concede_rest,
    refund
};
using invoice_transition = json::transition<invoice_state, invoice_command, delivery_party>;
std::span<invoice_transition const> invoice_transitions();

/// wrong_state where the state does not know the command, forbidden where it is the other side's.
result<invoice_state> next_state(invoice_state from, invoice_command command, delivery_party who);

// -- rules --

/// What is left of each portion: not paid, not conceded and not disputed.
std::vector<money> open_portions(invoice const& one);
/// What the dispute takes of each portion.
std::vector<money> disputed_portions(invoice const& one);

/// Days are numbered from 1970-01-01 in Shanghai. In the quick mode of a test organisation a day is
/// what its periods' divisor leaves of 24 hours.
std::int64_t day_number(instant at, std::int64_t divisor);

/// The first day for which a portion bears interest: the day after its clock has ended, and not
/// before the day after the invoice arrived, since a creditor who is late earns none (Civil Code,
/// art. 589).
std::int64_t first_late_day(invoice const& one, invoice_portion const& part);

/// Interest owed at an instant, that day included: what was posted and is unpaid, and what has
/// grown since.
money interest_owed(invoice const& one, instant now);
/// What can be paid at an instant: the undisputed rest and the interest on it.
money outstanding_of(invoice const& one, instant now);

/// The invoice with its derived members, its clocks reckoned again where the calendar is another.
invoice as_of(invoice one, instant now, term_calendar const& calendar);

/// What a command makes of an invoice; `interest` is what is to be posted of it.
struct issued_invoice {
    invoice made;
    milestone after;
};
/// amount_exceeded beyond what is payable and not invoiced.
result<issued_invoice> issued(contract const& of, milestone claimed, invoice wanted, instant now);

struct settled_invoice {
    invoice after;
    payment made; // without its ids
    money interest;
};
/// The amount pays interest first, then the oldest portion (Civil Code, art. 561 and 560).
/// amount_exceeded beyond what is outstanding.
result<settled_invoice> settled(invoice one, delivery_party who, money amount, instant now);

struct changed_invoice {
    invoice after;
    money interest;
};
/// A part, named with reasons; the rest stays due (Regulation on Securing Payments, art. 15).
/// amount_exceeded beyond what is unpaid, conflict where a part is disputed already.
result<changed_invoice> disputed(invoice one, delivery_party who, dispute const& claim,
                                 instant now);
/// As if it had never been: interest is owed for the days of the dispute as well.
result<changed_invoice> undisputed(invoice one, delivery_party who, instant now);
/// The supplier gives up what is disputed, or a part of it. amount_exceeded beyond.
result<changed_invoice> conceded(invoice one, delivery_party who, money amount, instant now);
/// The supplier returns what was paid. amount_exceeded beyond.
result<changed_invoice> refunded(invoice one, delivery_party who, money amount, instant now);

} // namespace talent::delivery

namespace talent::json {
TALENT_ENUMERATION(delivery::invoice_state);
TALENT_ENUMERATION(delivery::invoice_command);
TALENT_DESCRIBED(delivery::invoice_portion);
TALENT_DESCRIBED(delivery::invoice);
TALENT_DESCRIBED(delivery::payment);
TALENT_DESCRIBED(delivery::refund);
TALENT_DESCRIBED(delivery::dispute);
TALENT_DESCRIBED(delivery::concession);
} // namespace talent::json
