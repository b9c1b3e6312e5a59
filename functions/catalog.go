package functions

import (
	"strings"
	"sync"
)

// themes list the scalar functions that KQL has, one line of this list a theme
// file with the names that it gives (see [index]); splThemes are the list of
// SPL. A theme with names of both languages stands in both lists.
var themes = []theme[Func]{
	{comparison, "== != <> < <= > >="},
	{logic, "and or not"},
	{membership, "in !in in~ !in~"},
	{textOperators, "has !has has_cs !has_cs hasprefix !hasprefix hasprefix_cs !hasprefix_cs hassuffix !hassuffix hassuffix_cs !hassuffix_cs contains !contains notcontains contains_cs containscs !contains_cs notcontainscs startswith !startswith startswith_cs !startswith_cs endswith !endswith endswith_cs !endswith_cs =~ !~"},
	{textSets, "has_any has_all has_any_index"},
	{conditional, "iff iif case coalesce max_of min_of"},
	{nullTests, "isnull isnotnull notnull isempty isnotempty notempty isnan isinf isfinite"},
	{arithmetic, "+ - * / % neg"},
	{betweenness, "between !between"},
	{conversions, "tobool toboolean bool boolean toint int tolong long todouble toreal double real todecimal decimal todatetime datetime totimespan totime timespan time toguid guid tostring"},
	{dateBounds, "startofday startofweek startofmonth startofyear endofday endofweek endofmonth endofyear"},
	{dateShifts, "datetime_add datetime_diff now ago"},
	{binning, "bin floor bin_at ceiling round"},
	{dynamicPath, "$member $index $path"},
	{textCase, "toupper tolower"},
	{textConcat, "strcat strcat_delim strcat_array array_strcat strrep"},
	{textRegex, "matches_regex regex_quote"},
	{dynamicConversions, "parse_json todynamic parsejson toobject dynamic dynamic_to_json gettype tohex"},
	{dateParts, "getyear getmonth monthofyear dayofmonth dayofyear hourofday week_of_year weekofyear dayofweek datetime_part datepart"},
	{window, "row_number row_cumsum row_rank_dense row_rank_min row_rank prev next row_window_session"},
	{textExtract, "extract extract_all extractall trim trim_start trim_end"},
	{textSlice, "strlen string_size substring reverse split strcmp isascii isutf8"},
	{textIndex, "indexof indexof_regex countof"},
	{textReplace, "replace_string replace_strings replace_regex replace translate"},
	{dynamicBag, "bag_pack pack pack_dictionary bag_keys bag_has_key bag_merge bag_remove_keys bag_set_key bag_zip treepath"},
	{dynamicSet, "set_union set_intersect set_difference set_equals set_has_element jaccard_index"},
	{arrayShape, "array_concat array_reverse array_rotate_left array_rotate_right array_shift_left array_shift_right array_slice array_split zip repeat"},
	{arrayLook, "array_length arraylength array_index_of array_sum array_iff array_iif pack_array"},
	{arraySorts, "array_sort_asc array_sort_desc"},
	{jsonPaths, "extract_json extractjson"},
	{ip4, "ipv4_compare ipv4_is_match ipv4_is_in_range ipv4_is_in_any_range ipv4_is_private ipv4_netmask_suffix parse_ipv4 parse_ipv4_mask format_ipv4 format_ipv4_mask ipv4_range_to_cidr_list"},
	{ip6, "ipv6_compare ipv6_is_match ipv6_is_in_range ipv6_is_in_any_range parse_ipv6 parse_ipv6_mask"},
	{ipHas, "has_ipv4 has_any_ipv4 has_ipv4_prefix has_any_ipv4_prefix"},
	{textCode, "url_encode url_encode_component url_decode base64_encode_tostring base64_encodestring base64_decode_tostring base64_decodestring base64_decode_toarray base64_encode_fromarray base64_decode_toguid base64_encode_fromguid gzip_decompress_from_base64_string zlib_decompress_from_base64_string gzip_compress_to_base64_string zlib_compress_to_base64_string"},
	{textHash, "hash_md5 hash_sha1 hash_sha256 hash hash_xxhash64"},
	{textParse, "parse_url parseurl parse_urlquery parseurlquery parse_path parse_csv parse_version parse_command_line"},
	{textPoints, "unicode_codepoints_from_string to_utf8 unicode_codepoints_to_string make_string"},
	{seriesMath, "series_add series_subtract series_multiply series_divide series_pow series_exp series_log series_sin series_cos series_tan series_asin series_acos series_atan series_ceiling series_floor series_abs series_sign series_equals series_not_equals series_less series_less_equals series_greater series_greater_equals"},
	{seriesMeasure, "series_sum series_product series_magnitude series_dot_product series_pearson_correlation series_cosine_similarity"},
	{seriesFill, "series_fill_const series_fill_forward series_fill_backward series_fill_linear"},
	{seriesFilter, "series_fir series_iir series_fft series_ifft"},
	{seriesFit, "series_stats series_stats_dynamic series_fit_line series_fit_line_dynamic series_fit_2lines series_fit_2lines_dynamic series_fit_poly"},
	{seriesSeason, "series_decompose series_decompose_anomalies series_decompose_forecast series_seasonal series_outliers series_periods_detect series_periods_validate"},
	{hllScalars, "dcount_hll hll_merge"},
	{tdigestScalars, "percentile_tdigest percentiles_array_tdigest rank_tdigest percentrank_tdigest tdigest_merge merge_tdigest"},
	{dateMakers, "make_datetime make_timespan unixtime_seconds_todatetime unixtime_milliseconds_todatetime unixtime_microseconds_todatetime unixtime_nanoseconds_todatetime datetime_utc_to_local datetime_local_to_utc"},
	{dateFormats, "format_datetime format_timespan"},
	{mathematics, "acos asin atan cos sin tan cot degrees radians exp exp2 exp10 gamma loggamma sqrt erf erfc sign log log2 log10"},
	{mathematicsOther, "abs atan2 pow pi rand new_guid"},
	{bitFunctions, "binary_and binary_or binary_xor binary_shift_left binary_shift_right binary_not bitset_count_ones"},
	{generators, "range assert"},
	{units, "convert_angle convert_energy convert_force convert_length convert_mass convert_speed convert_temperature convert_volume"},
	{probability, "beta_cdf beta_pdf beta_inv welch_test"},
	{xmlParsing, "parse_xml"},
	{sizes, "estimate_data_size format_bytes"},
	{nearness, "around"},
	{service, "current_principal current_principal_details cursor_current current_cursor"},
	{timeZones, "datetime_list_timezones"},
	{punycode, "punycode_from_string punycode_to_string punycode_domain_from_string punycode_domain_to_string"},
}

// aggregateThemes list the aggregates that KQL has.
var aggregateThemes = []theme[Aggregate]{
	{counting, "count countif cnt"},
	{summing, "sum sumif avg avgif"},
	{extremes, "min minif max maxif"},
	{spread, "variance varianceif variancep variancepif stdev stdevif stdevp covariance covarianceif covariancep covariancepif"},
	{bitwise, "binary_all_and binary_all_or binary_all_xor"},
	{lists, "make_list make_list_if makelist make_list_with_nulls make_set make_set_if makeset"},
	{distinct, "dcount dcountif count_distinct count_distinctif"},
	{choosing, "arg_max arg_min argmax argmin take_any take_anyif any anyif"},
	{bags, "make_bag make_bag_if make_dictionary buildschema"},
	{percentiles, "percentile percentiles percentilew percentilesw percentiles_array percentilesw_array"},
	{hllAggregates, "hll hll_if hll_merge"},
	{tdigestAggregates, "tdigest tdigest_merge merge_tdigest"},
}

// Catalog finds the functions of one language by name. It is safe for
// concurrent use.
type Catalog struct {
	scalars    index[Func]
	aggregates index[Aggregate]
	fold       bool
}

// KQL is the catalog of KQL's functions and operators, by their exact names.
var KQL = sync.OnceValue(func() *Catalog {
	return &Catalog{
		scalars:    index[Func]{themes: themes, others: registered, names: func(f *Func) string { return f.KQL }},
		aggregates: index[Aggregate]{themes: aggregateThemes, names: func(a *Aggregate) string { return a.KQL + " " + a.KQLIf }},
	}
})

// SPL is the catalog of SPL's functions and operators; names are found in any case.
var SPL = sync.OnceValue(func() *Catalog {
	return &Catalog{
		scalars:    index[Func]{themes: splThemes, names: func(f *Func) string { return f.SPL }},
		aggregates: index[Aggregate]{themes: splAggregateThemes, names: func(a *Aggregate) string { return a.SPL }},
		fold:       true,
	}
})

// key is the name under which a function is kept: the blank in the name of an
// operator of two words ("matches regex") is an underscore there.
func (c *Catalog) key(name string) string {
	name = strings.ReplaceAll(name, " ", "_")
	if c.fold {
		return strings.ToLower(name)
	}
	return name
}

// Scalar is the scalar or window function or operator called name, or nil.
func (c *Catalog) Scalar(name string) *Func { return c.scalars.find(c.key(name)) }

// Aggregate is the aggregate called name, or nil.
func (c *Catalog) Aggregate(name string) *Aggregate { return c.aggregates.find(c.key(name)) }

// Scalars are all names of scalar functions and operators, unordered.
func (c *Catalog) Scalars() []string { return c.scalars.all() }

// Aggregates are all names of aggregates, unordered.
func (c *Catalog) Aggregates() []string { return c.aggregates.all() }

// registered are the themes of packages that an importer adds.
var registered []func() []Func

// Register adds a theme of scalar functions to KQL's catalog. It is for the
// init of a package whose functions need a large dependency; the theme is
// asked for its functions with the first use of a catalog.
func Register(theme func() []Func) { registered = append(registered, theme) }
