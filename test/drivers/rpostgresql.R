suppressMessages(library(RPostgreSQL))
connection <- dbConnect(PostgreSQL(), host = "127.0.0.1", port = as.integer(Sys.getenv("PGPORT")), user = "postgres", dbname = "postgres")
for (question in Sys.getenv(c("TYPES", "VIEW"))) {
  rows <- suppressWarnings(dbGetQuery(connection, sub("{}", "$1", question, fixed = TRUE), c("KGZ")))
  for (i in seq_len(nrow(rows)))
    cat(paste(sapply(rows[i, ], function(v) if (is.numeric(v)) format(v, digits = 17) else as.character(v)), collapse = "|"), "\n", sep = "")
}
