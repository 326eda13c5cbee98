use strict;
use warnings;
use DBI;

binmode STDOUT, ':utf8';
my $connection = DBI->connect("dbi:Pg:", undef, undef, { RaiseError => 1 });
for my $question (@ENV{qw(TYPES VIEW)}) {
	(my $statement = $question) =~ s/\{\}/?/;
	my $rows = $connection->selectall_arrayref($statement, undef, 'KGZ');
	print join('|', map { $_ // '' } @$_), "\n" for @$rows;
}
