using BatchLoadTest.Recording;

namespace BatchLoadTest.Reporting.Markdown;

/// <summary>Settings and machine, folded away.</summary>
internal static class SettingsMarkdown
{
    public static string Of(RunFacts run)
    {
        var settings = new MarkdownTable("setting", "value", "given by");
        foreach (var setting in run.Settings)
        {
            settings.Add(
                MarkdownText.Code(setting.Name),
                MarkdownText.Code(setting.Value),
                MarkdownText.Code(setting.Source)
            );
        }

        var machine = new MarkdownTable("machine", "");
        foreach (var (name, value) in run.Environment)
        {
            machine.Add(MarkdownText.Code(name), MarkdownText.Code(value));
        }

        var tables = run.Environment.Count == 0 ? $"{settings}" : $"{settings}\n{machine}";
        return $"<details>\n<summary>Settings</summary>\n\n{tables}\n</details>\n";
    }
}
