# isql knows no parameters: the text stands in the statement.
driver=$(find /usr/lib -name 'psqlodbcw.so' | head -n 1)
for question in "$TYPES" "$VIEW"; do
	text="'KGZ'::text"
	echo "${question//\{\}/$text}" | isql -k "Driver=$driver;Servername=127.0.0.1;Port=$PGPORT;Database=postgres;UserName=postgres;BoolsAsChar=0" -b -d'|' -v
done | sed '/^$/d'
