--
-- code_country_text: country codes against text
--
-- The comparisons are members of the type's operator families, as those of integers
-- of different sizes are: so an index on a code serves = ANY of an array of text,
-- joins with text hash, and partitions are left out.  They are LEAKPROOF: whatever the
-- text, they raise no error.
--

CREATE FUNCTION @extschema@.country_code_text_support(pg_catalog.internal) RETURNS pg_catalog.internal
AS 'MODULE_PATHNAME', 'sanctions_country_text_support'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;

COMMENT ON FUNCTION @extschema@.country_code_text_support(pg_catalog.internal) IS
'Planner support of country_code against text: a constant that names a code is that code, and LIKE of a beginning and % is a range of codes; LIKE of another pattern that begins with characters looks in a btree or BRIN index for the codes that begin with them.';

CREATE FUNCTION @extschema@.country_code_lt_text(@extschema@.country_code, pg_catalog.text) RETURNS boolean
AS 'MODULE_PATHNAME', 'sanctions_country_text_lt'
LANGUAGE C IMMUTABLE STRICT LEAKPROOF PARALLEL SAFE
SUPPORT @extschema@.country_code_text_support;

COMMENT ON FUNCTION @extschema@.country_code_lt_text(@extschema@.country_code, pg_catalog.text) IS
'Implements the operator < of a code and text. NULL when either is NULL.';

CREATE FUNCTION @extschema@.country_code_le_text(@extschema@.country_code, pg_catalog.text) RETURNS boolean
AS 'MODULE_PATHNAME', 'sanctions_country_text_le'
LANGUAGE C IMMUTABLE STRICT LEAKPROOF PARALLEL SAFE
SUPPORT @extschema@.country_code_text_support;

COMMENT ON FUNCTION @extschema@.country_code_le_text(@extschema@.country_code, pg_catalog.text) IS
'Implements the operator <= of a code and text. NULL when either is NULL.';

CREATE FUNCTION @extschema@.country_code_eq_text(@extschema@.country_code, pg_catalog.text) RETURNS boolean
AS 'MODULE_PATHNAME', 'sanctions_country_text_eq'
LANGUAGE C IMMUTABLE STRICT LEAKPROOF PARALLEL SAFE
SUPPORT @extschema@.country_code_text_support;

COMMENT ON FUNCTION @extschema@.country_code_eq_text(@extschema@.country_code, pg_catalog.text) IS
'Implements the operator = of a code and text. NULL when either is NULL.';

CREATE FUNCTION @extschema@.country_code_ne_text(@extschema@.country_code, pg_catalog.text) RETURNS boolean
AS 'MODULE_PATHNAME', 'sanctions_country_text_ne'
LANGUAGE C IMMUTABLE STRICT LEAKPROOF PARALLEL SAFE
SUPPORT @extschema@.country_code_text_support;

COMMENT ON FUNCTION @extschema@.country_code_ne_text(@extschema@.country_code, pg_catalog.text) IS
'Implements the operator <> of a code and text. NULL when either is NULL.';

CREATE FUNCTION @extschema@.country_code_ge_text(@extschema@.country_code, pg_catalog.text) RETURNS boolean
AS 'MODULE_PATHNAME', 'sanctions_country_text_ge'
LANGUAGE C IMMUTABLE STRICT LEAKPROOF PARALLEL SAFE
SUPPORT @extschema@.country_code_text_support;

COMMENT ON FUNCTION @extschema@.country_code_ge_text(@extschema@.country_code, pg_catalog.text) IS
'Implements the operator >= of a code and text. NULL when either is NULL.';

CREATE FUNCTION @extschema@.country_code_gt_text(@extschema@.country_code, pg_catalog.text) RETURNS boolean
AS 'MODULE_PATHNAME', 'sanctions_country_text_gt'
LANGUAGE C IMMUTABLE STRICT LEAKPROOF PARALLEL SAFE
SUPPORT @extschema@.country_code_text_support;

COMMENT ON FUNCTION @extschema@.country_code_gt_text(@extschema@.country_code, pg_catalog.text) IS
'Implements the operator > of a code and text. NULL when either is NULL.';

CREATE FUNCTION @extschema@.text_lt_country_code(pg_catalog.text, @extschema@.country_code) RETURNS boolean
AS 'MODULE_PATHNAME', 'sanctions_text_country_lt'
LANGUAGE C IMMUTABLE STRICT LEAKPROOF PARALLEL SAFE
SUPPORT @extschema@.country_code_text_support;

COMMENT ON FUNCTION @extschema@.text_lt_country_code(pg_catalog.text, @extschema@.country_code) IS
'Implements the operator < of text and a code. NULL when either is NULL.';

CREATE FUNCTION @extschema@.text_le_country_code(pg_catalog.text, @extschema@.country_code) RETURNS boolean
AS 'MODULE_PATHNAME', 'sanctions_text_country_le'
LANGUAGE C IMMUTABLE STRICT LEAKPROOF PARALLEL SAFE
SUPPORT @extschema@.country_code_text_support;

COMMENT ON FUNCTION @extschema@.text_le_country_code(pg_catalog.text, @extschema@.country_code) IS
'Implements the operator <= of text and a code. NULL when either is NULL.';

CREATE FUNCTION @extschema@.text_eq_country_code(pg_catalog.text, @extschema@.country_code) RETURNS boolean
AS 'MODULE_PATHNAME', 'sanctions_text_country_eq'
LANGUAGE C IMMUTABLE STRICT LEAKPROOF PARALLEL SAFE
SUPPORT @extschema@.country_code_text_support;

COMMENT ON FUNCTION @extschema@.text_eq_country_code(pg_catalog.text, @extschema@.country_code) IS
'Implements the operator = of text and a code. NULL when either is NULL.';

CREATE FUNCTION @extschema@.text_ne_country_code(pg_catalog.text, @extschema@.country_code) RETURNS boolean
AS 'MODULE_PATHNAME', 'sanctions_text_country_ne'
LANGUAGE C IMMUTABLE STRICT LEAKPROOF PARALLEL SAFE
SUPPORT @extschema@.country_code_text_support;

COMMENT ON FUNCTION @extschema@.text_ne_country_code(pg_catalog.text, @extschema@.country_code) IS
'Implements the operator <> of text and a code. NULL when either is NULL.';

CREATE FUNCTION @extschema@.text_ge_country_code(pg_catalog.text, @extschema@.country_code) RETURNS boolean
AS 'MODULE_PATHNAME', 'sanctions_text_country_ge'
LANGUAGE C IMMUTABLE STRICT LEAKPROOF PARALLEL SAFE
SUPPORT @extschema@.country_code_text_support;

COMMENT ON FUNCTION @extschema@.text_ge_country_code(pg_catalog.text, @extschema@.country_code) IS
'Implements the operator >= of text and a code. NULL when either is NULL.';

CREATE FUNCTION @extschema@.text_gt_country_code(pg_catalog.text, @extschema@.country_code) RETURNS boolean
AS 'MODULE_PATHNAME', 'sanctions_text_country_gt'
LANGUAGE C IMMUTABLE STRICT LEAKPROOF PARALLEL SAFE
SUPPORT @extschema@.country_code_text_support;

COMMENT ON FUNCTION @extschema@.text_gt_country_code(pg_catalog.text, @extschema@.country_code) IS
'Implements the operator > of text and a code. NULL when either is NULL.';

CREATE FUNCTION @extschema@.texts_lt_as_country_code(pg_catalog.text, pg_catalog.text) RETURNS boolean
AS 'MODULE_PATHNAME', 'sanctions_texts_as_countries_lt'
LANGUAGE C IMMUTABLE STRICT LEAKPROOF PARALLEL SAFE;

COMMENT ON FUNCTION @extschema@.texts_lt_as_country_code(pg_catalog.text, pg_catalog.text) IS
'Implements the operator <~<. NULL when either is NULL.';

CREATE FUNCTION @extschema@.texts_le_as_country_code(pg_catalog.text, pg_catalog.text) RETURNS boolean
AS 'MODULE_PATHNAME', 'sanctions_texts_as_countries_le'
LANGUAGE C IMMUTABLE STRICT LEAKPROOF PARALLEL SAFE;

COMMENT ON FUNCTION @extschema@.texts_le_as_country_code(pg_catalog.text, pg_catalog.text) IS
'Implements the operator <~=. NULL when either is NULL.';

CREATE FUNCTION @extschema@.texts_eq_as_country_code(pg_catalog.text, pg_catalog.text) RETURNS boolean
AS 'MODULE_PATHNAME', 'sanctions_texts_as_countries_eq'
LANGUAGE C IMMUTABLE STRICT LEAKPROOF PARALLEL SAFE;

COMMENT ON FUNCTION @extschema@.texts_eq_as_country_code(pg_catalog.text, pg_catalog.text) IS
'Implements the operator =~=. NULL when either is NULL.';

CREATE FUNCTION @extschema@.texts_ge_as_country_code(pg_catalog.text, pg_catalog.text) RETURNS boolean
AS 'MODULE_PATHNAME', 'sanctions_texts_as_countries_ge'
LANGUAGE C IMMUTABLE STRICT LEAKPROOF PARALLEL SAFE;

COMMENT ON FUNCTION @extschema@.texts_ge_as_country_code(pg_catalog.text, pg_catalog.text) IS
'Implements the operator >~=. NULL when either is NULL.';

CREATE FUNCTION @extschema@.texts_gt_as_country_code(pg_catalog.text, pg_catalog.text) RETURNS boolean
AS 'MODULE_PATHNAME', 'sanctions_texts_as_countries_gt'
LANGUAGE C IMMUTABLE STRICT LEAKPROOF PARALLEL SAFE;

COMMENT ON FUNCTION @extschema@.texts_gt_as_country_code(pg_catalog.text, pg_catalog.text) IS
'Implements the operator >~>. NULL when either is NULL.';

CREATE FUNCTION @extschema@.country_code_cmp_text(@extschema@.country_code, pg_catalog.text) RETURNS integer
AS 'MODULE_PATHNAME', 'sanctions_country_text_cmp'
LANGUAGE C IMMUTABLE STRICT LEAKPROOF PARALLEL SAFE;

COMMENT ON FUNCTION @extschema@.country_code_cmp_text(@extschema@.country_code, pg_catalog.text) IS
'Compares a code with text, for btree indexes: -1, 0 or 1.';

CREATE FUNCTION @extschema@.text_cmp_country_code(pg_catalog.text, @extschema@.country_code) RETURNS integer
AS 'MODULE_PATHNAME', 'sanctions_text_country_cmp'
LANGUAGE C IMMUTABLE STRICT LEAKPROOF PARALLEL SAFE;

COMMENT ON FUNCTION @extschema@.text_cmp_country_code(pg_catalog.text, @extschema@.country_code) IS
'Compares text with a code, for btree indexes: -1, 0 or 1.';

CREATE FUNCTION @extschema@.texts_cmp_as_country_code(pg_catalog.text, pg_catalog.text) RETURNS integer
AS 'MODULE_PATHNAME', 'sanctions_texts_as_countries_cmp'
LANGUAGE C IMMUTABLE STRICT LEAKPROOF PARALLEL SAFE;

COMMENT ON FUNCTION @extschema@.texts_cmp_as_country_code(pg_catalog.text, pg_catalog.text) IS
'Compares two texts as codes, for btree indexes: -1, 0 or 1.';

CREATE FUNCTION @extschema@.text_hash_as_country_code(pg_catalog.text) RETURNS integer
AS 'MODULE_PATHNAME', 'sanctions_texts_as_countries_hash'
LANGUAGE C IMMUTABLE STRICT LEAKPROOF PARALLEL SAFE;

COMMENT ON FUNCTION @extschema@.text_hash_as_country_code(pg_catalog.text) IS
'Hash of text that is compared with codes: that of the code it names, else of its bytes.';

CREATE FUNCTION @extschema@.text_hash_extended_as_country_code(pg_catalog.text, bigint) RETURNS bigint
AS 'MODULE_PATHNAME', 'sanctions_texts_as_countries_hash_extended'
LANGUAGE C IMMUTABLE STRICT LEAKPROOF PARALLEL SAFE;

COMMENT ON FUNCTION @extschema@.text_hash_extended_as_country_code(pg_catalog.text, bigint) IS
'The same with a seed, 64 bits.';

CREATE OPERATOR @extschema@.< (
    FUNCTION = @extschema@.country_code_lt_text, LEFTARG = @extschema@.country_code, RIGHTARG = pg_catalog.text,
    COMMUTATOR = OPERATOR(@extschema@.>), NEGATOR = OPERATOR(@extschema@.>=),
    RESTRICT = pg_catalog.scalarltsel, JOIN = pg_catalog.scalarltjoinsel
);

COMMENT ON OPERATOR @extschema@.< (@extschema@.country_code, pg_catalog.text) IS
'The code is less than the text: text that names a code counts as that code, other text by its bytes.';

CREATE OPERATOR @extschema@.<= (
    FUNCTION = @extschema@.country_code_le_text, LEFTARG = @extschema@.country_code, RIGHTARG = pg_catalog.text,
    COMMUTATOR = OPERATOR(@extschema@.>=), NEGATOR = OPERATOR(@extschema@.>),
    RESTRICT = pg_catalog.scalarlesel, JOIN = pg_catalog.scalarlejoinsel
);

COMMENT ON OPERATOR @extschema@.<= (@extschema@.country_code, pg_catalog.text) IS
'The code is less than or equal to the text: text that names a code counts as that code, other text by its bytes.';

CREATE OPERATOR @extschema@.= (
    FUNCTION = @extschema@.country_code_eq_text, LEFTARG = @extschema@.country_code, RIGHTARG = pg_catalog.text,
    COMMUTATOR = OPERATOR(@extschema@.=), NEGATOR = OPERATOR(@extschema@.<>),
    RESTRICT = pg_catalog.eqsel, JOIN = pg_catalog.eqjoinsel, HASHES
);

COMMENT ON OPERATOR @extschema@.= (@extschema@.country_code, pg_catalog.text) IS
'The text names this code, in any of its spellings; text that names none equals nothing. An index on the code serves it.';

CREATE OPERATOR @extschema@.<> (
    FUNCTION = @extschema@.country_code_ne_text, LEFTARG = @extschema@.country_code, RIGHTARG = pg_catalog.text,
    COMMUTATOR = OPERATOR(@extschema@.<>), NEGATOR = OPERATOR(@extschema@.=),
    RESTRICT = pg_catalog.neqsel, JOIN = pg_catalog.neqjoinsel
);

COMMENT ON OPERATOR @extschema@.<> (@extschema@.country_code, pg_catalog.text) IS
'The text names another code, or none.';

CREATE OPERATOR @extschema@.>= (
    FUNCTION = @extschema@.country_code_ge_text, LEFTARG = @extschema@.country_code, RIGHTARG = pg_catalog.text,
    COMMUTATOR = OPERATOR(@extschema@.<=), NEGATOR = OPERATOR(@extschema@.<),
    RESTRICT = pg_catalog.scalargesel, JOIN = pg_catalog.scalargejoinsel
);

COMMENT ON OPERATOR @extschema@.>= (@extschema@.country_code, pg_catalog.text) IS
'The code is greater than or equal to the text: text that names a code counts as that code, other text by its bytes.';

CREATE OPERATOR @extschema@.> (
    FUNCTION = @extschema@.country_code_gt_text, LEFTARG = @extschema@.country_code, RIGHTARG = pg_catalog.text,
    COMMUTATOR = OPERATOR(@extschema@.<), NEGATOR = OPERATOR(@extschema@.<=),
    RESTRICT = pg_catalog.scalargtsel, JOIN = pg_catalog.scalargtjoinsel
);

COMMENT ON OPERATOR @extschema@.> (@extschema@.country_code, pg_catalog.text) IS
'The code is greater than the text: text that names a code counts as that code, other text by its bytes.';

CREATE OPERATOR @extschema@.< (
    FUNCTION = @extschema@.text_lt_country_code, LEFTARG = pg_catalog.text, RIGHTARG = @extschema@.country_code,
    COMMUTATOR = OPERATOR(@extschema@.>), NEGATOR = OPERATOR(@extschema@.>=),
    RESTRICT = pg_catalog.scalarltsel, JOIN = pg_catalog.scalarltjoinsel
);

COMMENT ON OPERATOR @extschema@.< (pg_catalog.text, @extschema@.country_code) IS
'The text is less than the code: text that names a code counts as that code, other text by its bytes.';

CREATE OPERATOR @extschema@.<= (
    FUNCTION = @extschema@.text_le_country_code, LEFTARG = pg_catalog.text, RIGHTARG = @extschema@.country_code,
    COMMUTATOR = OPERATOR(@extschema@.>=), NEGATOR = OPERATOR(@extschema@.>),
    RESTRICT = pg_catalog.scalarlesel, JOIN = pg_catalog.scalarlejoinsel
);

COMMENT ON OPERATOR @extschema@.<= (pg_catalog.text, @extschema@.country_code) IS
'The text is less than or equal to the code: text that names a code counts as that code, other text by its bytes.';

CREATE OPERATOR @extschema@.= (
    FUNCTION = @extschema@.text_eq_country_code, LEFTARG = pg_catalog.text, RIGHTARG = @extschema@.country_code,
    COMMUTATOR = OPERATOR(@extschema@.=), NEGATOR = OPERATOR(@extschema@.<>),
    RESTRICT = pg_catalog.eqsel, JOIN = pg_catalog.eqjoinsel, HASHES
);

COMMENT ON OPERATOR @extschema@.= (pg_catalog.text, @extschema@.country_code) IS
'The text names this code, in any of its spellings; text that names none equals nothing. An index on the code serves it.';

CREATE OPERATOR @extschema@.<> (
    FUNCTION = @extschema@.text_ne_country_code, LEFTARG = pg_catalog.text, RIGHTARG = @extschema@.country_code,
    COMMUTATOR = OPERATOR(@extschema@.<>), NEGATOR = OPERATOR(@extschema@.=),
    RESTRICT = pg_catalog.neqsel, JOIN = pg_catalog.neqjoinsel
);

COMMENT ON OPERATOR @extschema@.<> (pg_catalog.text, @extschema@.country_code) IS
'The text names another code, or none.';

CREATE OPERATOR @extschema@.>= (
    FUNCTION = @extschema@.text_ge_country_code, LEFTARG = pg_catalog.text, RIGHTARG = @extschema@.country_code,
    COMMUTATOR = OPERATOR(@extschema@.<=), NEGATOR = OPERATOR(@extschema@.<),
    RESTRICT = pg_catalog.scalargesel, JOIN = pg_catalog.scalargejoinsel
);

COMMENT ON OPERATOR @extschema@.>= (pg_catalog.text, @extschema@.country_code) IS
'The text is greater than or equal to the code: text that names a code counts as that code, other text by its bytes.';

CREATE OPERATOR @extschema@.> (
    FUNCTION = @extschema@.text_gt_country_code, LEFTARG = pg_catalog.text, RIGHTARG = @extschema@.country_code,
    COMMUTATOR = OPERATOR(@extschema@.<), NEGATOR = OPERATOR(@extschema@.<=),
    RESTRICT = pg_catalog.scalargtsel, JOIN = pg_catalog.scalargtjoinsel
);

COMMENT ON OPERATOR @extschema@.> (pg_catalog.text, @extschema@.country_code) IS
'The text is greater than the code: text that names a code counts as that code, other text by its bytes.';

CREATE OPERATOR @extschema@.<~< (
    FUNCTION = @extschema@.texts_lt_as_country_code, LEFTARG = pg_catalog.text, RIGHTARG = pg_catalog.text,
    COMMUTATOR = OPERATOR(@extschema@.>~>), NEGATOR = OPERATOR(@extschema@.>~=),
    RESTRICT = pg_catalog.scalarltsel, JOIN = pg_catalog.scalarltjoinsel
);

COMMENT ON OPERATOR @extschema@.<~< (pg_catalog.text, pg_catalog.text) IS
'The left text is less than the right one, each taken as the country_code that it names, else by its bytes. Completes the operator family.';

CREATE OPERATOR @extschema@.<~= (
    FUNCTION = @extschema@.texts_le_as_country_code, LEFTARG = pg_catalog.text, RIGHTARG = pg_catalog.text,
    COMMUTATOR = OPERATOR(@extschema@.>~=), NEGATOR = OPERATOR(@extschema@.>~>),
    RESTRICT = pg_catalog.scalarlesel, JOIN = pg_catalog.scalarlejoinsel
);

COMMENT ON OPERATOR @extschema@.<~= (pg_catalog.text, pg_catalog.text) IS
'The left text is less than or equal to the right one, each taken as the country_code that it names, else by its bytes. Completes the operator family.';

CREATE OPERATOR @extschema@.=~= (
    FUNCTION = @extschema@.texts_eq_as_country_code, LEFTARG = pg_catalog.text, RIGHTARG = pg_catalog.text,
    COMMUTATOR = OPERATOR(@extschema@.=~=),
    RESTRICT = pg_catalog.matchingsel, JOIN = pg_catalog.matchingjoinsel, HASHES
);

COMMENT ON OPERATOR @extschema@.=~= (pg_catalog.text, pg_catalog.text) IS
'Both texts name one country_code, in whatever spelling, or both name none and are the same.';

CREATE OPERATOR @extschema@.>~= (
    FUNCTION = @extschema@.texts_ge_as_country_code, LEFTARG = pg_catalog.text, RIGHTARG = pg_catalog.text,
    COMMUTATOR = OPERATOR(@extschema@.<~=), NEGATOR = OPERATOR(@extschema@.<~<),
    RESTRICT = pg_catalog.scalargesel, JOIN = pg_catalog.scalargejoinsel
);

COMMENT ON OPERATOR @extschema@.>~= (pg_catalog.text, pg_catalog.text) IS
'The left text is greater than or equal to the right one, each taken as the country_code that it names, else by its bytes. Completes the operator family.';

CREATE OPERATOR @extschema@.>~> (
    FUNCTION = @extschema@.texts_gt_as_country_code, LEFTARG = pg_catalog.text, RIGHTARG = pg_catalog.text,
    COMMUTATOR = OPERATOR(@extschema@.<~<), NEGATOR = OPERATOR(@extschema@.<~=),
    RESTRICT = pg_catalog.scalargtsel, JOIN = pg_catalog.scalargtjoinsel
);

COMMENT ON OPERATOR @extschema@.>~> (pg_catalog.text, pg_catalog.text) IS
'The left text is greater than the right one, each taken as the country_code that it names, else by its bytes. Completes the operator family.';

ALTER OPERATOR FAMILY @extschema@.country_code_ops USING btree ADD
    OPERATOR 1 @extschema@.< (@extschema@.country_code, pg_catalog.text),
    OPERATOR 2 @extschema@.<= (@extschema@.country_code, pg_catalog.text),
    OPERATOR 3 @extschema@.= (@extschema@.country_code, pg_catalog.text),
    OPERATOR 4 @extschema@.>= (@extschema@.country_code, pg_catalog.text),
    OPERATOR 5 @extschema@.> (@extschema@.country_code, pg_catalog.text),
    FUNCTION 1 (@extschema@.country_code, pg_catalog.text) @extschema@.country_code_cmp_text(@extschema@.country_code, pg_catalog.text),
    OPERATOR 1 @extschema@.< (pg_catalog.text, @extschema@.country_code),
    OPERATOR 2 @extschema@.<= (pg_catalog.text, @extschema@.country_code),
    OPERATOR 3 @extschema@.= (pg_catalog.text, @extschema@.country_code),
    OPERATOR 4 @extschema@.>= (pg_catalog.text, @extschema@.country_code),
    OPERATOR 5 @extschema@.> (pg_catalog.text, @extschema@.country_code),
    FUNCTION 1 (pg_catalog.text, @extschema@.country_code) @extschema@.text_cmp_country_code(pg_catalog.text, @extschema@.country_code),
    OPERATOR 1 @extschema@.<~< (pg_catalog.text, pg_catalog.text),
    OPERATOR 2 @extschema@.<~= (pg_catalog.text, pg_catalog.text),
    OPERATOR 3 @extschema@.=~= (pg_catalog.text, pg_catalog.text),
    OPERATOR 4 @extschema@.>~= (pg_catalog.text, pg_catalog.text),
    OPERATOR 5 @extschema@.>~> (pg_catalog.text, pg_catalog.text),
    FUNCTION 1 (pg_catalog.text, pg_catalog.text) @extschema@.texts_cmp_as_country_code(pg_catalog.text, pg_catalog.text);

ALTER OPERATOR FAMILY @extschema@.country_code_ops USING hash ADD
    OPERATOR 1 @extschema@.= (@extschema@.country_code, pg_catalog.text),
    OPERATOR 1 @extschema@.= (pg_catalog.text, @extschema@.country_code),
    OPERATOR 1 @extschema@.=~= (pg_catalog.text, pg_catalog.text),
    FUNCTION 1 (pg_catalog.text, pg_catalog.text) @extschema@.text_hash_as_country_code(pg_catalog.text),
    FUNCTION 2 (pg_catalog.text, pg_catalog.text) @extschema@.text_hash_extended_as_country_code(pg_catalog.text, bigint);

CREATE FUNCTION @extschema@.country_code_like(code @extschema@.country_code, pattern pg_catalog.text) RETURNS boolean
AS 'MODULE_PATHNAME', 'sanctions_country_like'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE
SUPPORT @extschema@.country_code_text_support;

COMMENT ON FUNCTION @extschema@.country_code_like(@extschema@.country_code, pg_catalog.text) IS
'The text of a code LIKE a pattern. NULL when either is NULL; a pattern that ends in its escape character is 22025.';

CREATE FUNCTION @extschema@.country_code_not_like(code @extschema@.country_code, pattern pg_catalog.text) RETURNS boolean
AS 'MODULE_PATHNAME', 'sanctions_country_not_like'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;

COMMENT ON FUNCTION @extschema@.country_code_not_like(@extschema@.country_code, pg_catalog.text) IS
'The text of a code NOT LIKE a pattern. NULL when either is NULL; a pattern that ends in its escape character is 22025.';

CREATE FUNCTION @extschema@.country_code_ilike(code @extschema@.country_code, pattern pg_catalog.text) RETURNS boolean
AS 'MODULE_PATHNAME', 'sanctions_country_ilike'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE
SUPPORT @extschema@.country_code_text_support;

COMMENT ON FUNCTION @extschema@.country_code_ilike(@extschema@.country_code, pg_catalog.text) IS
'The text of a code ILIKE a pattern. NULL when either is NULL; a pattern that ends in its escape character is 22025.';

CREATE FUNCTION @extschema@.country_code_not_ilike(code @extschema@.country_code, pattern pg_catalog.text) RETURNS boolean
AS 'MODULE_PATHNAME', 'sanctions_country_not_ilike'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;

COMMENT ON FUNCTION @extschema@.country_code_not_ilike(@extschema@.country_code, pg_catalog.text) IS
'The text of a code NOT ILIKE a pattern. NULL when either is NULL; a pattern that ends in its escape character is 22025.';

CREATE OPERATOR @extschema@.~~ (
    FUNCTION = @extschema@.country_code_like, LEFTARG = @extschema@.country_code, RIGHTARG = pg_catalog.text,
    NEGATOR = OPERATOR(@extschema@.!~~),
    RESTRICT = pg_catalog.matchingsel, JOIN = pg_catalog.matchingjoinsel
);

COMMENT ON OPERATOR @extschema@.~~ (@extschema@.country_code, pg_catalog.text) IS
'The text of the code LIKE the pattern. An index on the code serves a pattern that begins with characters.';

CREATE OPERATOR @extschema@.!~~ (
    FUNCTION = @extschema@.country_code_not_like, LEFTARG = @extschema@.country_code, RIGHTARG = pg_catalog.text,
    NEGATOR = OPERATOR(@extschema@.~~),
    RESTRICT = pg_catalog.matchingsel, JOIN = pg_catalog.matchingjoinsel
);

COMMENT ON OPERATOR @extschema@.!~~ (@extschema@.country_code, pg_catalog.text) IS
'The text of the code NOT LIKE the pattern.';

CREATE OPERATOR @extschema@.~~* (
    FUNCTION = @extschema@.country_code_ilike, LEFTARG = @extschema@.country_code, RIGHTARG = pg_catalog.text,
    NEGATOR = OPERATOR(@extschema@.!~~*),
    RESTRICT = pg_catalog.matchingsel, JOIN = pg_catalog.matchingjoinsel
);

COMMENT ON OPERATOR @extschema@.~~* (@extschema@.country_code, pg_catalog.text) IS
'The text of the code ILIKE the pattern. An index on the code serves a pattern that begins with characters.';

CREATE OPERATOR @extschema@.!~~* (
    FUNCTION = @extschema@.country_code_not_ilike, LEFTARG = @extschema@.country_code, RIGHTARG = pg_catalog.text,
    NEGATOR = OPERATOR(@extschema@.~~*),
    RESTRICT = pg_catalog.matchingsel, JOIN = pg_catalog.matchingjoinsel
);

COMMENT ON OPERATOR @extschema@.!~~* (@extschema@.country_code, pg_catalog.text) IS
'The text of the code NOT ILIKE the pattern.';

CREATE FUNCTION @extschema@.text(@extschema@.country_code[]) RETURNS pg_catalog.text[]
AS 'MODULE_PATHNAME', 'sanctions_countries_to_text'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;

COMMENT ON FUNCTION @extschema@.text(@extschema@.country_code[]) IS
'The texts of an array of codes, in an array of the same shape.';

CREATE CAST (@extschema@.country_code[] AS pg_catalog.text[]) WITH FUNCTION @extschema@.text(@extschema@.country_code[]) AS IMPLICIT;

COMMENT ON CAST (@extschema@.country_code[] AS pg_catalog.text[]) IS
'The texts of the codes, so that an array of codes may stand where labels are asked for.';

REVOKE EXECUTE ON FUNCTION @extschema@.country_code_text_support(pg_catalog.internal) FROM PUBLIC;
