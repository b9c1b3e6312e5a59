package kql_test

import _ "github.com/goshawk-lang/goshawk/functions/geo" // its functions have recorded answers too
