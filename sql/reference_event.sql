-- When measures took effect.
SET datestyle = ISO;
SELECT regime, target, effective_on, description FROM sanctions_event WHERE shipped AND effective_on < '2022-04-01' ORDER BY effective_on, regime, target;
DELETE FROM sanctions_event WHERE regime = 'EU';
