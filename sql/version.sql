-- What is installed
SELECT sanctions_version();
