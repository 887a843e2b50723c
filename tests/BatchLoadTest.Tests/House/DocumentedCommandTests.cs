using BatchLoadTest.Commands;
using BatchLoadTest.Settings.Catalogue;

namespace BatchLoadTest.Tests.House;

/// <summary>Commands and options that documents name are there.</summary>
public sealed class DocumentedCommandTests
{
    // Of other programs, or of Locust's where documents say that there is none here.
    private static readonly string[] OfOthers =
    [
        "--build-arg",
        "--class-picker",
        "--cluster-id",
        "--filter-class",
        "--filter-trait",
        "--ignore-scripts",
        "--kube-version",
        "--license",
        "--locustfile",
        "--logfile",
        "--platform",
        "--processes",
        "--reset-stats",
        "--set",
        "--set-file",
        "--skip-log",
        "--tags",
        "--user",
        "--wait",
        "--web-login",
    ];

    public static TheoryData<string> Pages => [.. Document.Pages];

    [Theory]
    [MemberData(nameof(Pages))]
    public void EveryOptionInACommandLine_IsOneOfItsCommand(string page)
    {
        foreach (var (command, options) in DocumentedCommands.In(Document.Read(page)))
        {
            Assert.All(
                options,
                option => Assert.True(IsOptionOf(command, option), $"{page}: {command.Name} has no option {option}")
            );
        }
    }

    [Theory]
    [MemberData(nameof(Pages))]
    public void EveryOptionInASentence_IsOneOfTheProgram(string page) =>
        Assert.All(
            Document
                .Read(page)
                .CodeSpans.Where(code => code.StartsWith("--", StringComparison.Ordinal) && code.Length > 2)
                .Select(code => code.Split(' ', '=', '…')[0].TrimEnd('-')),
            option =>
                Assert.True(
                    OfOthers.Contains(option, StringComparer.Ordinal)
                        || CommandSet.All.Any(command => IsOptionOf(command, option))
                        // A prefix, named as such.
                        || option == "--mock"
                        // Who looks for one finds what to write instead.
                        || (page == "CHANGELOG.md" && RemovedSettings.Problem(option[2..]) is not null),
                    $"{page}: there is no option {option}"
                )
        );

    [Fact]
    public void CommandLines_AreFound()
    {
        var found = DocumentedCommands
            .Of(
                """
                P=1 batch-load-test --host mock --threshold 'a --b' \
                  --users 3 | tee --append log  # batch-load-test --no
                docker run --rm batch-load-test mock --seed=1
                dotnet run --project src/BatchLoadTest -c Release -- report --latest
                helm install try charts/batch-load-test --set a=b
                docker build -t batch-load-test:page --target page .
                """
            )
            .ToList();

        Assert.Equal(["run", "mock", "report"], found.Select(line => line.Command.Name));
        Assert.Equal(["--host", "--threshold", "--users"], found[0].Options);
        Assert.Equal(["--seed"], found[1].Options);
        Assert.Equal(["--latest"], found[2].Options);
    }

    private static bool IsOptionOf(CommandDefinition command, string option) =>
        CommandSet.CommonOptions.Contains(option, StringComparer.Ordinal)
        || SettingCatalogue
            .Of(command.Kind)
            .Any(setting => setting.Options.Contains(option, StringComparer.Ordinal) || setting.Alias == option);
}
