-- Writes the texts of those who were customers before 005_search. Whoever commits locks customers first, in order of id: so does this,
-- and it neither waits in a circle nor misses a name that changes meanwhile, as it reads names once it has the locks.

SELECT count(*) FROM (
    SELECT FROM cluster.customers, (SELECT value FROM cluster.counters WHERE name = 'search_texts') done
    WHERE customer_no > done.value AND customer_no <= done.value + 2000
    ORDER BY customer_id FOR SHARE OF customers) locked;

WITH step AS (
    INSERT INTO cluster.search_texts (customer_no, customer_id, name)
    SELECT customer_no, cluster.search_text(customer_id), cluster.search_text(profile->>'name')
    FROM cluster.customers LEFT JOIN cluster.profiles USING (customer_no), (SELECT value FROM cluster.counters WHERE name = 'search_texts') done
    WHERE customer_no > done.value AND customer_no <= done.value + 2000
    ON CONFLICT DO NOTHING)
UPDATE cluster.counters SET value = value + 2000 WHERE name = 'search_texts' AND value < (SELECT max(customer_no) FROM cluster.customers);
