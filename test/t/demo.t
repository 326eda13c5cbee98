#!/usr/bin/env bash
# make demo: the figures of the story, the real rows, the user's own files.
# Runs on the server that PGHOST, PGPORT and PGUSER name, in databases of its own.
set -u -o pipefail
top=$(cd "$(dirname "$0")/../.." && pwd)
psql=${PG_BIN:+$PG_BIN/}psql
out=$(mktemp -d)
trap 'rm -rf "$out"' EXIT
data=${SANCTIONS_DATA:-}
number=0

result() {
	local status=$1
	shift
	number=$((number + 1))
	if [ "$status" = 0 ]; then echo "ok $number - $*"; else echo "not ok $number - $*"; fi
}

# shows NAME PATTERN TEXT: the output holds a line that matches
shows() { grep -qE -- "$2" "$out/$1"; result $? "$3"; }
lacks() { ! grep -qE -- "$2" "$out/$1"; result $? "$3"; }

# demo NAME [VAR=VALUE ...]: runs demo/run in a database of its own; blanks are squeezed
demo() {
	local name=$1
	shift
	"$psql" -Xq -d postgres -c "DROP DATABASE IF EXISTS demo_test" -c "CREATE DATABASE demo_test" 2>/dev/null
	env -u DATA -u PRESET PGDATABASE=demo_test "$@" "$top/demo/run" here 2>&1 | tr -s ' ' >"$out/$name"
	local status=$?
	"$psql" -XqAt -d demo_test -c "SELECT nspname FROM pg_namespace WHERE nspname ~ '^sanctions_demo'" >>"$out/schemas"
	"$psql" -Xq -d postgres -c "DROP DATABASE demo_test" 2>/dev/null
	return $status
}

demo story REPORT="$out/a page.html"
result $? "the story runs"
lacks story 'ERROR|WARNING' "without an error or a warning"
shows story '^ *2023 \| +240\.11 +\| +\+26\.2 %' "China-Russia trade: 240.11 billion, +26.2 %"
shows story '^ *2022 \| +190\.27 +\|' "on 190.27 billion"
shows story '^ [^|]*Emirates[^|]* \| 8 \| 1 \| 0$' "a rise like no other market's"
shows story '^ *2023 \| +[0-9.]+ \| +60\.0 %' "60 % of the technology imports from China"
shows story '^ *2023 \| +[0-9.]+ \| +3\.9 \|' "3.9 billion of telecom equipment from China"
shows story 'Chinese valve of 2023 costs 5[0-9]\.[0-9] % less' "Chinese valves at lower prices"

# the screen's tables, one after the other
sed -n '/^ *5\. Through whom/,/^ *Why each/p' "$out/story" >"$out/flagged"
sed -n '/^ *Why each/,/^ *Who is not on it/p' "$out/story" >"$out/reasons"
for country in Kazakhstan Kyrgyzstan Armenia; do
	shows flagged "^ *$country .*\| traced +\|" "$country is traced"
done
for country in Türkiye 'United Arab Emirates' 'Hong Kong'; do
	shows flagged "^ *$country .*\| possible +\|" "$country, a hub with large purchases of its own, is possible"
done
[ "$(grep -cE '\| +[01]\.[0-9]{2}$' "$out/flagged")" = 6 ]
result $? "and nobody else"
for code in TUR ARE HKG KAZ KGZ ARM; do
	shows reasons "^ *$code +\|.*(SURGE|NEW_ROUTE).*\| [A-Z].*\.\$" "$code comes with its signals and a sentence"
done
shows reasons '^ *KGZ +\| NEW_ROUTE' "a new route is told from a surge"
shows reasons '^ *HKG .*Yet extra purchases of USD [0-9.]+ M a month, .*cover 100 % of the extra exports' "and why one is possible"
sed -n '/^ *Who is not on it/,$p' "$out/story" >"$out/innocent"
for country in China Malaysia 'Viet Nam' Azerbaijan Mongolia Serbia Uzbekistan; do
	shows innocent "^ *$country" "$country is not on it"
done
shows story 'as a control: 0 of [0-9]+ countries on it' "civilian technology flags nobody"
shows story 'not statistics|NOT statistics' "the sample says what it is"
shows story 'Eurostat.*CC BY 4\.0' "the extract says whose it is"
shows story '^ *Kazakhstan .*127\.7 \| +143\.5 \| +231\.1 \| +\+97\.4 %' "Kazakhstan: exact and bridged, +97.4 %"
shows story '^ *Kyrgyzstan .*3\.1 \| +3\.2 \| +13\.7 \| +\+381\.5 %' "Kyrgyzstan: +381.5 %"
shows story '^ *Armenia .*9\.1 \| +9\.1 \| +25\.5 \| +\+207\.0 %' "Armenia: +207.0 %"
shows story '^ *Russia.*2,152\.5 \| +2,330\.6 \| +408\.3 \| +-79\.3 %' "Russia: -79.3 %"
shows story 'no second leg here: 0 of 6 countries flagged' "one leg flags nobody"
shows story '^ *2 \| ok \| what changed \|.* 0 \| 6 *$' "a month that arrives: what changed is read, the six flags are kept"
shows story 'not there: .*/a page\.html \([0-9]+ kB' "the story says where the page is"
[ "$(grep -c '<!DOCTYPE html>' "$out/a page.html")" = 1 ] && [ "$(grep -oE '<h4>[^<]*' "$out/a page.html" | wc -l)" = 6 ]
result $? "and there it is, with a card for each of the six"

grep -q '<h2[^>]*>[^<]*made-up sample' "$out/a page.html"
result $? "whoever gets the page reads that the figures are made up"

sed -n '/^ *7\. Whose purchases/,$p' "$out/story" >"$out/one_leg"
for country in Kazakhstan Armenia Kyrgyzstan; do
	shows one_leg "^ *$country .*\| surge \|" "$country bought beyond market and past"
done
shows one_leg '^ *Uzbekistan .*\| seen_before \|.* the best 2 quarters are 0\.85 of its record of 8\.' "Uzbekistan no more than before, and why"
shows one_leg '^ *Georgia .*\| spike \|' "Georgia's did not last"
shows one_leg 'when nothing had happened: 0 of 6 countries' "a quiet year lists nobody"
sed -n '/^ *Which ways/,/^ *What they charge/p' "$out/story" >"$out/ways"
shows ways '^ *S > KAZ > RUS \|' "the ways have amounts"
lacks ways '^ *S > HKG' "a purchase below 1.25 times what was to be expected is none, as the title says"
shows ways '^ *rerouted \| [0-9.]+ \| [0-9.]+ % \|.*both legs on record' "and the fall has terms"
shows ways '^ *unexplained \|' "down to what is left"

# files of one's own, made here
printf 't,i,j,k,v,q\n2021,276,792,854231,100,"   NA"\n2023,276,792,854231,900,"  1.5"\n2021,792,643,854231,1,\n2023,792,643,854231,600,2\n2021,276,643,854231,800,1\n2023,276,643,854231,10,1\n2023,276,999,854231,1,1\n2023,276,643,1012,,1\n' >"$out/two_legs.csv"
demo two_legs DATA="$out/two_legs.csv" PRESET=baci
result $? "a file with two legs"
shows two_legs 'left out: unknown country +\| +1$' "an unknown country is counted"
shows two_legs 'left out: no value +\| +1$' "a missing value is counted"
shows two_legs '^ *Türkiye.*FLAG' "its intermediary is flagged"
printf '\xef\xbb\xbfreporter,partner,product,period,flow,value_eur\r\nDE,KZ,8542,2022-01,EXPORT,150\r\nDE,KZ,854231,2022-01,EXPORT,100\r\nDE,KZ,854231,2023-01,EXPORT,150\r\nDE,EXT_EU27_2020,854231,2023-01,EXPORT,150\r\nDE,KZ,TOTAL,2023-01,EXPORT,9\r\n\r\n' >"$out/comext.csv"
demo comext DATA="$out/comext.csv" PRESET=comext
result $? "a Comext file with byte order mark, blank line and carriage returns"
shows comext 'left out: heading beside the lines under it +\| +1$' "a heading beside its codes is counted once"
shows comext 'left out: World or a group beside its members +\| +1$' "aggregates are left out"
shows comext 'left out: total of all products +\| +1$' "TOTAL is left out"
shows comext '^January 2023: .*\+50\.0 % on the same months of 2022' "an unfinished year meets the same months"
shows comext 'screen: not possible.*no imports of Russia' "and says why there is no screen"
{
	echo 'reporter,partner,product,period,flow,value_eur'
	for year in 2020 2021 2022 2023; do
		for month in 01 02 03 04 05 06 07 08 09 10 11 12; do
			[ "$year$month" \> 202202 ] && sold='60 9000 2000' || sold='8000 100 2000'
			set -- $sold
			printf 'DE,%s,854231,%s-%s,EXPORT,%s000\n' RU $year $month $1 KG $year $month $2 KZ $year $month $3
		done
	done
} >"$out/one_leg.csv"
demo first_leg DATA="$out/one_leg.csv"
result $? "a file of the coalition's sales alone"
shows first_leg 'screen: not possible on this file; Russia.s imports in it come from the coalition only' "has no second leg"
shows first_leg '^ *Kyrgyzstan \| 0\.1[0-9]* \| 9\.000 \| surge \| Sales to KGZ rose' "and is asked whose purchases rose"
shows first_leg '^ *Kazakhstan .*\| normal \|' "and whose did not"
lacks two_legs 'Whose purchases' "which a file with both legs is not"
printf 'exporter,importer,product,period,value\nDEU,KGZ,854231,2023,10\nCHN,KGZ,854231,2023,-11\nDEU,KGZ,854231,2022,4\n' >"$out/corrections.csv"
demo corrections DATA="$out/corrections.csv"
result $? "a file whose corrections leave a supplier below zero"
shows corrections 'no growth: corrections leave a total below zero' "has no growth, and says why"
shows corrections '^ *Kyrgyzstan \|.*Germany \| -' "and no shares"
! demo wrong DATA="$out/two_legs.csv" PRESET=comtrade
result $? "a file of another kind is refused"
shows wrong 'Asked for is comtrade; it has no column for: flow, partner, period, product, reporter, value' "with what it misses"
lacks wrong '[0-9]{4}: [0-9.]+ (million|billion)' "and nothing else is said of it"
! demo unknown DATA="$out/two_legs.csv" PRESET=csv
result $? "an unknown preset is refused"
shows unknown 'Known are baci, comtrade, comext and flows' "with those there are"
! demo absent DATA="$out/absent.csv" PRESET=baci
result $? "an absent file is refused"

if [ -d "$data/formats" ]; then
	demo baci DATA="$data/formats/baci_2021_sample.csv.gz"
	result $? "a BACI file"
	shows baci '^ read +\| +71,192' "every row read"
	shows baci '^ used +\| +71,192' "and used"
	shows baci '^2021: 69\.37 billion US dollars, no growth' "its total; one year has no growth"
	shows baci '^First supplier: South Africa with 9[0-9]\.[0-9] %' "its first supplier"
	shows baci 'screen: not possible' "no screen"
	demo comtrade DATA="$data/formats/comtrade_plus_thailand_8542.csv.gz" PRESET=
	result $? "a UN Comtrade file"
	shows comtrade '^ read +\| +1,178' "every row read"
	shows comtrade 'left out: World or a group beside its members +\| +11$' "World counts once"
	shows comtrade '^2024: 24\.43 billion US dollars, \+24\.7 % on 2023' "its total and growth agree with its World rows"
	shows comtrade '^First supplier: Taiwan' "490 is Taiwan"
else
	for i in 1 2 3 4 5 6 7 8 9 10 11; do
		number=$((number + 1))
		echo "ok $number # skip no real files: SANCTIONS_DATA is not set"
	done
fi
[ -e "$out/schemas" ] && [ ! -s "$out/schemas" ]
result $? "the schemas in which files were read are gone, those of refused files, too"
echo "1..$number"
