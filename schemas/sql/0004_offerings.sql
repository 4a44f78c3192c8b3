-- What agencies sell, the orders placed for it with their frozen terms, and the reviews of both sides.

CREATE TABLE offerings (
    id {id} NOT NULL PRIMARY KEY,
    number {code} NOT NULL,
    version {integer} NOT NULL CHECK (version > 0),
    organisation_id {id} NOT NULL,
    state {code} NOT NULL CHECK (state IN ('draft', 'published', 'suspended', 'withdrawn')),
    state_reason {text} NOT NULL,
    created_at {integer} NOT NULL,
    updated_at {integer} NOT NULL,
    published_at {integer},
    title {text} NOT NULL,
    description {text} NOT NULL,
    chain_stage {code} NOT NULL
        CHECK (chain_stage IN ('training', 'introduction', 'use', 'service', 'incentive')),
    category {code} NOT NULL,
    regions {text} NOT NULL,
    price_model {code} NOT NULL
        CHECK (price_model IN ('fixed', 'per_head', 'percent_of_salary', 'quote')),
    price {integer} CHECK (price > 0),
    percent_basis_points {integer} CHECK (percent_basis_points BETWEEN 1 AND 10000),
    response_hours {integer} CHECK (response_hours > 0),
    delivery_days {integer} CHECK (delivery_days > 0),
    terms {text} NOT NULL,
    licence_number {code} NOT NULL,
    CHECK (price IS NULL OR price_model IN ('fixed', 'per_head')),
    CHECK (percent_basis_points IS NULL OR price_model = 'percent_of_salary'),
    CHECK (state <> 'published' OR published_at IS NOT NULL),
    FOREIGN KEY (organisation_id) REFERENCES organisations (id)
) {table};

CREATE UNIQUE INDEX offerings_number ON offerings (number);

CREATE INDEX offerings_organisation ON offerings (organisation_id, id);

CREATE TABLE orders (
    id {id} NOT NULL PRIMARY KEY,
    number {code} NOT NULL,
    version {integer} NOT NULL CHECK (version > 0),
    offering_id {id} NOT NULL,
    offering_version {integer} NOT NULL CHECK (offering_version > 0),
    buyer_id {id} NOT NULL,
    seller_id {id} NOT NULL,
    state {code} NOT NULL
        CHECK (state IN ('placed', 'accepted', 'declined', 'delivered', 'accepted_by_buyer', 'disputed', 'closed')),
    title {text} NOT NULL,
    category {code} NOT NULL,
    price_model {code} NOT NULL
        CHECK (price_model IN ('fixed', 'per_head', 'percent_of_salary', 'quote')),
    price {integer} CHECK (price > 0),
    percent_basis_points {integer} CHECK (percent_basis_points BETWEEN 1 AND 10000),
    response_hours {integer} NOT NULL CHECK (response_hours > 0),
    delivery_days {integer} NOT NULL CHECK (delivery_days > 0),
    terms {text} NOT NULL,
    licence_number {code} NOT NULL,
    quantity {integer} NOT NULL CHECK (quantity > 0),
    salary_base {integer} CHECK (salary_base > 0),
    price_total {integer} CHECK (price_total >= 0),
    note {text} NOT NULL,
    delivery_note {text} NOT NULL,
    evidence {text} NOT NULL,
    decline_reason {text} NOT NULL,
    declined_by {code} CHECK (declined_by IN ('buyer', 'seller')),
    dispute_reason {text} NOT NULL,
    response_deadline {text},
    delivery_deadline {text},
    placed_at {integer} NOT NULL,
    updated_at {integer} NOT NULL,
    quoted_at {integer},
    accepted_at {integer},
    declined_at {integer},
    delivered_at {integer},
    accepted_by_buyer_at {integer},
    disputed_at {integer},
    closed_at {integer},
    CHECK (buyer_id <> seller_id),
    CHECK (state IN ('placed', 'declined') OR (accepted_at IS NOT NULL AND price_total IS NOT NULL)),
    CHECK ((state = 'declined') = (declined_at IS NOT NULL)),
    FOREIGN KEY (offering_id) REFERENCES offerings (id),
    FOREIGN KEY (buyer_id) REFERENCES organisations (id),
    FOREIGN KEY (seller_id) REFERENCES organisations (id)
) {table};

CREATE UNIQUE INDEX orders_number ON orders (number);

CREATE INDEX orders_buyer ON orders (buyer_id, id);

CREATE INDEX orders_seller ON orders (seller_id, id);

CREATE INDEX orders_offering ON orders (offering_id);

CREATE TABLE reviews (
    id {id} NOT NULL PRIMARY KEY,
    order_id {id} NOT NULL,
    author_id {id} NOT NULL,
    subject_id {id} NOT NULL,
    side {code} NOT NULL CHECK (side IN ('buyer', 'seller')),
    rating {integer} NOT NULL CHECK (rating BETWEEN 1 AND 5),
    text {text} NOT NULL,
    written_at {integer} NOT NULL,
    CHECK (author_id <> subject_id),
    FOREIGN KEY (order_id) REFERENCES orders (id),
    FOREIGN KEY (author_id) REFERENCES organisations (id),
    FOREIGN KEY (subject_id) REFERENCES organisations (id)
) {table};

CREATE UNIQUE INDEX reviews_side ON reviews (order_id, side);

CREATE INDEX reviews_subject ON reviews (subject_id, id);
