package functions

// splThemes list the functions and operators that SPL has.
var splThemes = []theme[Func]{
	{textCase, "upper lower"},
	{splArithmetic, "+ - * / % neg ."},
	{splComparison, "= == != < <= > >="},
	{splLogic, "and or xor not"},
	{splConditional, "if case validate coalesce nullif in null true false cidrmatch"},
	{splConversion, "tonumber tostring toint todouble tobool ipmask printf"},
	{splCrypto, "md5 sha1 sha256 sha512"},
	{splTime, "now time relative_time strftime strptime"},
	{splInformational, "isnull isnotnull isnum isint isdouble isstr isbool ismv isarray isobject typeof"},
	{splMath, "abs ceiling ceil floor exact exp ln sqrt sigfig log pi pow round random"},
	{splTrigonometry, "acos acosh asin asinh atan atanh cos cosh sin sinh tan tanh atan2 hypot"},
	{splBits, "bit_and bit_or bit_xor bit_not bit_shift_left bit_shift_right"},
	{splText, "len length substr replace trim ltrim rtrim urldecode spath match like"},
	{splMultivalue, "mvappend mvcount mvdedup mvsort mvreverse mvfind mvindex mvjoin mvrange mvzip commands split"},
	{splEncoded, "search_values"},
	{splStatistical, "max min sum avg"},
	{splJSON, "json json_object json_array json_extract json_extract_exact json_keys json_set json_set_exact json_append json_extend json_delete json_entries json_valid json_has_key_exact json_array_to_mv mv_to_json_array toarray tomv toobject"},
	{splSearch, "search= search!= search=case search!=case search< search<= search> search>= search_exists search_term search_term_case search_term_exact search_prefix"},
	{splExtract, "rex_group rex_groups rex_offset rex_pick rex_sed makemv_delim makemv_token xpath_values replace_value search_among"},
	{splBin, "bin_time bin_number bin_log"},
	{splConvertCommand, "convert_ctime convert_mktime convert_num convert_auto convert_rmcomma convert_rmunit convert_memk convert_dur2sec convert_mstime convert_none"},
}

// splAggregateThemes list the statistical functions of stats and its kin.
var splAggregateThemes = []theme[Aggregate]{
	{splNumberAggregates, "sum sumsq avg mean range var varp stdev stdevp per_second per_minute per_hour per_day"},
	{splPercentiles, "median perc p exactperc upperperc"},
	{splExtremes, "min max"},
	{splValueAggregates, "dc distinct_count estdc estdc_error values mode list count c"},
	{splOrderAggregates, "first last earliest latest earliest_time latest_time rate"},
}
