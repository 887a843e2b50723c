using Microsoft.Extensions.Configuration;

namespace BatchLoadTest.Settings.Sources;

/// <summary>The environment's variables; an empty one counts as not set.</summary>
internal sealed class EnvironmentLayer(IConfiguration variables) : ISettingLayer
{
    /// <summary>What a variable is called in errors and reports.</summary>
    public static string Name(string variable) => "environment variable " + variable;

    /// <inheritdoc/>
    public GivenValue? Find(Setting setting)
    {
        foreach (var name in setting.Variables)
        {
            if (
                variables[name] is { } text
                && !string.IsNullOrWhiteSpace(text)
                && !ServiceVariable.IsInjected(name, text)
            )
            {
                return GivenValue.From(Name(name), setting.IsRepeatable ? Lines(text) : [text]);
            }
        }

        return null;
    }

    private static string[] Lines(string text) =>
        text.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
}
