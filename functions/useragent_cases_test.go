package functions_test

import _ "github.com/goshawk-lang/goshawk/functions/useragent" // its cases run with the others
