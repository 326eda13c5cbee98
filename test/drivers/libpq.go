package main

import (
	"database/sql"
	"fmt"
	"os"
	"strings"
	"time"

	_ "github.com/lib/pq"
)

func main() {
	db, err := sql.Open("postgres", "sslmode=disable")
	if err != nil {
		panic(err)
	}
	for _, name := range []string{"TYPES", "VIEW"} {
		rows, err := db.Query(strings.Replace(os.Getenv(name), "{}", "$1", 1), "KGZ")
		if err != nil {
			panic(err)
		}
		columns, _ := rows.Columns()
		for rows.Next() {
			values, pointers := make([]interface{}, len(columns)), make([]interface{}, len(columns))
			for i := range values {
				pointers[i] = &values[i]
			}
			if err := rows.Scan(pointers...); err != nil {
				panic(err)
			}
			shown := []string{}
			for _, value := range values {
				switch v := value.(type) {
				case []byte:
					shown = append(shown, string(v))
				case time.Time:
					shown = append(shown, v.Format("2006-01-02"))
				default:
					shown = append(shown, fmt.Sprint(v))
				}
			}
			fmt.Println(strings.Join(shown, "|"))
		}
	}
}
