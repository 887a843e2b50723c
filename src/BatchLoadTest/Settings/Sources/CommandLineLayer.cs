namespace BatchLoadTest.Settings.Sources;

/// <summary>The options of the command line.</summary>
internal sealed class CommandLineLayer : ISettingLayer
{
    private readonly Dictionary<string, IReadOnlyList<string>> texts = new(StringComparer.Ordinal);

    /// <summary>Adds an option with its values in the order of the command line.</summary>
    public void Add(Setting setting, IReadOnlyList<string> texts) => this.texts[setting.Name] = texts;

    /// <inheritdoc/>
    public GivenValue? Find(Setting setting)
    {
        if (!this.texts.TryGetValue(setting.Name, out var texts))
        {
            return null;
        }

        // The last one wins, so that a script can append to a command line.
        return new(setting.IsRepeatable ? texts : [texts[^1]], setting.Option, "from the command line");
    }
}
