using System.CommandLine;
using PreDelinquency.Cli.Models;
using PreDelinquency.Domain.Risk;
using PreDelinquency.Registry;
using PreDelinquency.Training.Reporting.Tables;

namespace PreDelinquency.Cli.Commands;

/// <summary><c>pdi models</c>: the registry of models, and who has which role in it.</summary>
internal static class ModelsCommand
{
    private const string Examples = """
        # What is there, and who is champion, challenger, shadow and previous
        ./pdi models

        # Take in a model that ./pdi train wrote, let it score beside the champion, then make it the champion
        ./pdi models register mymodel
        ./pdi models assign shadow 2026-11-21.18fe33
        ./pdi models promote 2026-11-21.18fe33

        # Back to the champion before, and who changed what when
        ./pdi models rollback
        ./pdi models history
        """;

    private static readonly string[] Shown = ["test_auc", "test_pr_auc", "test_precision_high", "test_recall_high"];

    public static Command Create(CommandConsole console)
    {
        var registry = new RegistryOptions();
        var command = new ExampleCommand("models", "List registered models and change their roles. A gateway that runs follows within seconds.", Examples);
        registry.AddTo(command);
        var person = new ActingPerson();
        person.AddTo(command);
        command.SetAction((parsed, cancellationToken) => WithAsync(parsed, mayCreate: false, ListAsync, cancellationToken));

        var folder = new Argument<string>("folder") { Description = "The folder of a model bundle." };
        Add("register", "Take in a model bundle; it gets no role.", async (parsed, opened, cancellationToken) =>
        {
            var source = parsed.GetRequiredValue(folder);
            if (ModelBundle.Load(source).Document.Mismatch is { } mismatch)
                throw new ModelBundleException($"{source}: {mismatch}");
            var model = await opened.RegisterAsync(BundleFiles.Load(source), cancellationToken);
            console.Output.WriteLine($"registered {model.Version}, fingerprint {model.Fingerprint[..12]}");
            if (Promotion.Doubts(model.Document) is { Count: > 0 } doubts)
                console.Error.WriteLine($"warning: {model.Version} is unproven, and promoted only with --force: {string.Join("; ", doubts)}");
            if (model.Differing.Count > 0)
                console.Error.WriteLine($"kept as first registered: {string.Join(", ", model.Differing)} of {source} differ; they judge nobody, and are not taken");
        }, mayCreate: true, folder);

        var version = new Argument<string>("version") { Description = "The version of a registered model." };
        var force = new Option<bool>("--force") { Description = "Take a model that is unproven: that may rank poorly, or has levels that training could not choose." };
        Add("promote", "Make a model the champion.", (parsed, opened, cancellationToken) =>
            PrintProvenAsync(opened.PromoteAsync(parsed.GetRequiredValue(version), parsed.GetValue(force), person.Name(parsed), cancellationToken)), mayCreate: false, version).Options.Add(force);
        Add("rollback", "Make the previous champion the champion again; a second time, the one that was left.", (parsed, opened, cancellationToken) =>
            PrintProvenAsync(opened.RollbackAsync(null, parsed.GetValue(force), person.Name(parsed), cancellationToken))).Options.Add(force);

        var role = new Argument<string>("role") { Description = "challenger or shadow." };
        role.Validators.Add(result =>
        {
            if (result.Tokens is [var token] && !RoleNames.Given.Contains(token.Value))
                result.AddError($"the role must be {string.Join(" or ", RoleNames.Given)}, not {token.Value}; champion and previous come from promote and rollback.");
        });
        var holder = new Argument<string>("version") { Description = "The version of a registered model, or nobody." };
        Add("assign", "Give the role of challenger or shadow to a model, or to nobody.", async (parsed, opened, cancellationToken) =>
        {
            _ = RoleNames.TryParse(parsed.GetRequiredValue(role), out var named);
            var chosen = parsed.GetRequiredValue(holder);
            Print(await opened.AssignAsync(named, chosen == "nobody" ? null : chosen, person.Name(parsed), cancellationToken));
        }, mayCreate: false, role, holder);

        var limit = new Option<int>("--limit") { Description = "At most so many changes.", HelpName = "N", DefaultValueFactory = _ => 20 };
        limit.Validators.Add(result =>
        {
            if (result.GetValue(limit) < 1)
                result.AddError("--limit must be at least 1.");
        });
        Add("history", "Show changes of roles, latest first.", async (parsed, opened, cancellationToken) =>
            new ReportTable(["at (UTC)", "change", "champion", "challenger", "shadow", "previous", "by"], [.. (await opened.ReadHistoryAsync(null, parsed.GetValue(limit), cancellationToken)).Select(Line)])
                .WriteText(console.Output)).Options.Add(limit);
        return command;

        Command Add(string name, string description, Func<ParseResult, IModelRegistry, CancellationToken, Task> act, bool mayCreate = false, params Argument[] arguments)
        {
            var sub = new Command(name, description);
            foreach (var argument in arguments)
                sub.Arguments.Add(argument);
            sub.SetAction((parsed, cancellationToken) => WithAsync(parsed, mayCreate, (opened, token) => act(parsed, opened, token), cancellationToken));
            command.Subcommands.Add(sub);
            return sub;
        }

        async Task<int> WithAsync(ParseResult parsed, bool mayCreate, Func<IModelRegistry, CancellationToken, Task> act, CancellationToken cancellationToken)
        {
            await using var opened = await registry.OpenAsync(parsed, console.Time, mayCreate, cancellationToken);
            await act(opened, cancellationToken);
            return ExitCode.Done;
        }

        async Task ListAsync(IModelRegistry opened, CancellationToken cancellationToken)
        {
            var roles = await opened.ReadRolesAsync(cancellationToken);
            var listing = await opened.ListAsync(cancellationToken);
            new ReportTable(["version", "roles", "registered (UTC)", .. Shown, "usable here"], [.. listing.Models.Select(model => Describe(model, roles))]).WriteText(console.Output);
            foreach (var model in listing.Models)
            {
                if (Promotion.Doubts(model.Document) is { Count: > 0 } doubts)
                    console.Error.WriteLine($"unproven: {model.Version}: {string.Join("; ", doubts)}");
            }

            foreach (var (damaged, reason) in listing.Damaged)
                console.Error.WriteLine($"damaged: {damaged}: {reason}");
        }

        async Task PrintProvenAsync(Task<ModelRoles> change)
        {
            try
            {
                Print(await change);
            }
            catch (ModelRegistryException e) when (e.Kind == RegistryProblem.Unproven)
            {
                throw new CommandException($"{e.Message} With --force it becomes the champion all the same", e);
            }
        }

        void Print(ModelRoles roles) => console.Output.WriteLine(string.Join(", ", Enum.GetValues<ModelRole>().Select(r => $"{RoleNames.Of(r)} {roles[r] ?? "nobody"}")));
    }

    private static ReportCell[] Describe(RegisteredModel model, ModelRoles roles) =>
    [
        new(model.Version),
        new(string.Join(" ", roles.Of(model.Version).Select(RoleNames.Of))),
        new($"{model.RegisteredAt.UtcDateTime:yyyy-MM-dd HH:mm}"),
        .. Shown.Select(name => new ReportCell(model.Document.Metrics.TryGetValue(name, out var value) && double.IsFinite(value) ? $"{value:0.0000}" : "–")),
        new(model.Document.Mismatch ?? "yes"),
    ];

    private static ReportCell[] Line(RoleChange change) =>
    [
        new($"{change.At.UtcDateTime:yyyy-MM-dd HH:mm:ss}"),
        new(change.Action),
        .. Enum.GetValues<ModelRole>().Select(role => new ReportCell(change.Roles[role] ?? "–")),
        new(change.By ?? "–"),
    ];
}
