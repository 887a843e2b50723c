namespace BatchLoadTest.Settings.Catalogue;

/// <summary>Every setting of the program.</summary>
internal static class SettingCatalogue
{
    private static readonly IReadOnlyList<SettingSection> RunSections =
    [
        TargetCatalogue.Section,
        KeyCatalogue.Section,
        LoadCatalogue.Section,
        ClusterCatalogue.Section,
        WorkflowCatalogue.Section,
        DataCatalogue.Section,
        CostCatalogue.Section,
        VerdictCatalogue.Section,
        PageCatalogue.Section,
        OutputCatalogue.Section,
        ReportCatalogue.Section,
        MockCatalogue.InsideSection,
        MockServiceCatalogue.InsideSection,
        MisbehaviourCatalogue.InsideSection,
        GeneralCatalogue.Section,
    ];

    private static readonly IReadOnlyList<SettingSection> CapacitySections =
    [
        .. new[] { CapacityCatalogue.Section }
            .Concat(RunSections)
            .Select(section => new SettingSection(
                section.Title,
                [.. section.Settings.Where(setting => setting.Commands.HasFlag(CommandKinds.Capacity))]
            ))
            .Where(section => section.Settings.Count > 0),
    ];

    // Whoever has the command line of a run has that of its check.
    private static readonly IReadOnlyList<SettingSection> CheckSections = [CheckCatalogue.Section, .. RunSections];

    private static readonly IReadOnlyList<SettingSection> MockSections =
    [
        MockServerCatalogue.Section,
        MockServiceCatalogue.AloneSection,
        MisbehaviourCatalogue.AloneSection,
        GeneralCatalogue.Section,
    ];

    private static readonly IReadOnlyList<SettingSection> ReportSections =
    [
        ReportCatalogue.SectionOfReport,
        CostCatalogue.SectionOfReport,
        GeneralCatalogue.Section,
    ];

    private static readonly IReadOnlyList<SettingSection> CompareSections =
    [
        CompareCatalogue.Section,
        GeneralCatalogue.Section,
    ];

    private static readonly IReadOnlyList<SettingSection> HealthSections =
    [
        PageCatalogue.AddressSection,
        GeneralCatalogue.Section,
    ];

    /// <summary>The settings of every command.</summary>
    public static IEnumerable<Setting> All { get; } =
    [
        .. RunSections
            .Concat(MockSections)
            .Concat(ReportSections)
            .Concat(CompareSections)
            .Append(CapacityCatalogue.Section)
            .Append(CheckCatalogue.Section)
            .SelectMany(section => section.Settings)
            .Distinct(),
    ];

    /// <summary>The settings of one command by topic, in the order of help.</summary>
    public static IReadOnlyList<SettingSection> Sections(CommandKinds command) =>
        command switch
        {
            CommandKinds.Mock => MockSections,
            CommandKinds.Report => ReportSections,
            CommandKinds.Compare => CompareSections,
            CommandKinds.Health => HealthSections,
            CommandKinds.Certificate => [GeneralCatalogue.Section],
            CommandKinds.Capacity => CapacitySections,
            CommandKinds.Check => CheckSections,
            _ => RunSections,
        };

    /// <summary>The settings of one command, in the order of help.</summary>
    public static IEnumerable<Setting> Of(CommandKinds command) =>
        Sections(command).SelectMany(section => section.Settings);
}
