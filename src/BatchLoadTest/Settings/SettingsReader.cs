using System.Diagnostics.CodeAnalysis;
using BatchLoadTest.Recording;
using BatchLoadTest.Settings.Catalogue;
using BatchLoadTest.Settings.Parsing;
using BatchLoadTest.Settings.Sources;

namespace BatchLoadTest.Settings;

/// <summary>Reads settings from layers, the strongest first, and keeps account of problems and sources.</summary>
internal sealed class SettingsReader(CommandKinds command, ProblemList problems)
{
    private readonly List<ISettingLayer> layers = [];
    private readonly Dictionary<string, Reading> readings = new(StringComparer.Ordinal);
    private readonly HashSet<string> unused = new(StringComparer.Ordinal);

    /// <summary>The command whose settings are read.</summary>
    public CommandKinds Command => command;

    /// <summary>Arguments of the command line that belong to no option.</summary>
    public IReadOnlyList<string> Operands { get; set; } = [];

    /// <summary>The environment, where case matters: of variables that belong to no setting.</summary>
    public Func<string, string?> Variable { get; init; } = static _ => null;

    /// <summary>A reader of the same layers with one on top, and an account of problems of its own.</summary>
    /// <param name="above">The strongest layer.</param>
    /// <param name="found">The account.</param>
    /// <param name="otherCommand">The command whose settings it reads, where that is another one.</param>
    public SettingsReader WithOverrides(ISettingLayer above, ProblemList found, CommandKinds? otherCommand = null)
    {
        var reader = new SettingsReader(otherCommand ?? command, found)
        {
            Operands = Operands,
            Variable = Variable,
            IsForPage = true,
        };
        reader.Add(above);
        layers.ForEach(reader.Add);
        return reader;
    }

    /// <summary>Whether the settings are read again for a run that starts now.</summary>
    public bool IsForPage { get; private init; }

    /// <summary>Adds a layer, weaker than all before.</summary>
    public void Add(ISettingLayer layer) => layers.Add(layer);

    /// <summary>The value; the default where the given one is wrong, so that reading can go on to the next error.</summary>
    public T Value<T>(Setting<T> setting) => TryGet(setting, out var value) ? value : DefaultOf(setting);

    /// <summary>The value, if one is given or there is a default.</summary>
    public bool TryGet<T>(Setting<T> setting, [MaybeNullWhen(false)] out T value)
    {
        var values = Values(setting);
        value = values.Count == 0 ? default : values[^1];
        return values.Count > 0;
    }

    /// <summary>
    /// Gives a setting that no layer gives the value that follows from others. What was read of it before is the default.
    /// </summary>
    /// <param name="setting">The setting.</param>
    /// <param name="text">The value, as a person would write it.</param>
    /// <param name="source">What it follows from, for reports.</param>
    public void Assume<T>(Setting<T> setting, string text, string source)
    {
        if (!IsGiven(setting))
        {
            readings[setting.Name] = new Reading<T>(
                [setting.Parse(text).Value!],
                new GivenValue([text], source, $"({source})"),
                Reading.NotGiven,
                HasFailed: false
            );
        }
    }

    /// <summary>All values of a repeatable setting.</summary>
    public IReadOnlyList<T> Values<T>(Setting<T> setting) => Read(setting).Values;

    /// <summary>Where the value comes from: 0 for the strongest layer, <see cref="Reading.NotGiven"/> for none.</summary>
    public int Rank<T>(Setting<T> setting) => Read(setting).Rank;

    /// <summary>Whether any layer gives the setting, rightly or wrongly.</summary>
    public bool IsGiven(Setting setting) => layers.Exists(layer => layer.Find(setting) is not null);

    /// <summary>Whether a person gives the setting, and not only a ready-made load.</summary>
    public bool IsGivenByPerson(Setting setting) =>
        layers.Exists(layer => layer is not ProfileLayer && layer.Find(setting) is not null);

    /// <summary>Whether the page gives the setting.</summary>
    public bool IsGivenOnPage(Setting setting) => IsGivenIn<PageLayer>(setting);

    /// <summary>Whether the command line gives the setting.</summary>
    public bool IsGivenOnCommandLine(Setting setting) => IsGivenIn<CommandLineLayer>(setting);

    /// <summary>What is given for some settings, as written, by their names.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> Texts(Func<Setting, bool> which) =>
        SettingCatalogue
            .Of(command)
            .Where(which)
            .Select(setting =>
                (
                    setting.Name,
                    layers.Select(layer => layer.Find(setting)).FirstOrDefault(given => given is not null)?.Texts
                )
            )
            .Where(given => given.Texts is not null)
            .ToDictionary(given => given.Name, given => given.Texts!, StringComparer.Ordinal);

    /// <summary>Where the value comes from, in words.</summary>
    public string Source<T>(Setting<T> setting) => Read(setting).Given?.Source ?? "default";

    /// <summary>The setting, its value and where it comes from, as the beginning of an error.</summary>
    public string Describe(Setting setting)
    {
        var given = readings.TryGetValue(setting.Name, out var reading)
            ? reading.Given
            : layers.Select(layer => layer.Find(setting)).FirstOrDefault(found => found is not null);
        return given is null ? setting.Option : Describe(setting, given, string.Join(", ", given.Texts));
    }

    /// <summary>Adds an error about several settings, unless one of them has its own already.</summary>
    public void Require(bool holds, string problem, params ReadOnlySpan<Setting> involved)
    {
        var subjects = new List<string>(involved.Length);
        foreach (var setting in involved)
        {
            holds |= readings.TryGetValue(setting.Name, out var reading) && reading.HasFailed;
            subjects.Add(Describe(setting));
        }

        if (!holds)
        {
            problems.Add($"{string.Join(" and ", subjects)}: {problem}");
        }
    }

    /// <summary>Leaves a setting out of <see cref="Shown"/>: another one has taken its place.</summary>
    public void Disregard(Setting setting) => unused.Add(setting.Name);

    /// <summary>Every setting that was read and has a value, as it may be shown, in the order of help.</summary>
    public IReadOnlyList<ReportedSetting> Shown() =>
        [.. SettingCatalogue.Of(command).Where(setting => !unused.Contains(setting.Name)).SelectMany(Show)];

    private bool IsGivenIn<TLayer>(Setting setting) =>
        layers.Exists(layer => layer is TLayer && layer.Find(setting) is not null);

    private IEnumerable<ReportedSetting> Show(Setting setting) =>
        readings.TryGetValue(setting.Name, out var reading) && reading.Given is { } given
            ? [new(setting.Name, string.Join(", ", given.Texts.Select(setting.Show)), given.Source)]
            : [];

    private Reading<T> Read<T>(Setting<T> setting)
    {
        if (!readings.TryGetValue(setting.Name, out var known))
        {
            known = ReadLayers(setting);
            readings.Add(setting.Name, known);
        }

        return (Reading<T>)known;
    }

    private Reading<T> ReadLayers<T>(Setting<T> setting)
    {
        for (var rank = 0; rank < layers.Count; rank++)
        {
            if (layers[rank].Find(setting) is { } given)
            {
                return Parse(setting, given, rank);
            }
        }

        return setting.Default is null
            ? new([], Given: null, Reading.NotGiven, HasFailed: false)
            : new([DefaultOf(setting)], GivenValue.OfDefault(setting.Default), Reading.NotGiven, HasFailed: false);
    }

    private Reading<T> Parse<T>(Setting<T> setting, GivenValue given, int rank)
    {
        var values = new List<T>();
        foreach (var text in given.Texts)
        {
            var parsed = setting.Parse(text);
            if (parsed.Problem is null)
            {
                values.Add(parsed.Value!);
            }
            else
            {
                problems.Add($"{Describe(setting, given, parsed.HidesText ? null : text)}: {parsed.Problem}");
            }
        }

        return new(values, given, rank, HasFailed: values.Count < given.Texts.Count);
    }

    private static T DefaultOf<T>(Setting<T> setting) =>
        setting.Default is null ? default! : setting.Parse(setting.Default).Value!;

    private static string Describe(Setting setting, GivenValue given, string? text) =>
        text is null || setting.Secrecy != Secrecy.Open
            ? $"{setting.Option} {given.Origin}"
            : $"{setting.Option} {Words.Quote(text)} {given.Origin}";
}
