// Each of these tests keeps the whole machine busy, and some of them measure time.
[assembly: CollectionBehavior(DisableTestParallelization = true)]
