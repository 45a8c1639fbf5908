using PreDelinquency.Training;
using PreDelinquency.Training.Experiments;
using PreDelinquency.Training.Reporting;
using PreDelinquency.Training.Search;

namespace PreDelinquency.Cli.Models;

/// <summary>Records one <c>pdi train</c>, with a nested run per trial of a search.</summary>
internal sealed class RunRecord
{
    private const string Experiment = "pre-delinquency";
    private readonly RunStore _store;
    private readonly ActiveRun _run;
    private readonly string _name;
    private readonly SortedDictionary<int, ActiveRun> _trials = [];

    private RunRecord(RunStore store, string name, string data)
    {
        (_store, _name) = (store, name);
        _run = store.Start(Experiment, name);
        _run.SetTag(RunTags.Code, CodeFingerprint.Value);
        _run.SetTag(RunTags.DataFolder, Path.GetFullPath(data));
        if (CodeFingerprint.Commit is { } commit)
            _run.SetTag(RunTags.Commit, commit);
    }

    /// <summary>Records work, and how it ended.</summary>
    /// <param name="store">Where to record; null to record nothing.</param>
    /// <param name="name">Name of the run.</param>
    /// <param name="data">The data folder.</param>
    /// <param name="work">The work; it is given what to tell, or null.</param>
    public static T While<T>(RunStore? store, string name, string data, Func<RunRecord?, T> work)
    {
        if (store is null)
            return work(null);
        var record = new RunRecord(store, name, data);
        var status = RunStatus.Failed;
        try
        {
            var result = work(record);
            status = RunStatus.Finished;
            return result;
        }
        catch (OperationCanceledException)
        {
            status = RunStatus.Killed;
            throw;
        }
        finally
        {
            foreach (var trial in record._trials.Values)
                trial.Finish(status);
            record._run.Finish(status);
        }
    }

    /// <summary>Records a trial's round; the first begins its run.</summary>
    public void Add(SearchTrial trial)
    {
        if (!_trials.TryGetValue(trial.Number, out var run))
        {
            _trials.Add(trial.Number, run = _store.Start(Experiment, $"{_name} trial {trial.Number}", _run.Id));
            run.SetParameters(trial.Parameters);
        }

        run.Add("search_log_loss", trial.LogLoss, trial.Round);
        run.Add("search_auc", trial.Auc, trial.Round);
        run.Add("search_share", trial.Share, trial.Round);
        run.Add("search_trees", trial.Trees, trial.Round);
    }

    /// <summary>Records which trial won the search.</summary>
    public void AddWinner(SearchTrial winner) => _run.SetTag(RunTags.SearchWinner, FormattableString.Invariant($"{_name} trial {winner.Number}"));

    /// <summary>Records what was trained and how it does.</summary>
    public void Add(TrainingOutcome outcome, ModelReport report, IEnumerable<string> files)
    {
        _run.SetParameters(outcome.Bundle.Document.Parameters);
        _run.SetTag(RunTags.Data, report.Data.Fingerprint);
        _run.SetTag(RunTags.Model, outcome.Bundle.Version);
        _run.Add("stopping_log_loss", outcome.History.Select(h => ((long)h.Iteration, h.ValidationValue ?? double.NaN)));
        foreach (var (name, value) in report.ToMetrics())
            _run.Add(name, value);
        foreach (var file in files)
            _run.AddArtifact(file);
    }
}
