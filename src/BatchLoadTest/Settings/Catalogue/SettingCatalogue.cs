namespace BatchLoadTest.Settings.Catalogue;

/// <summary>Every setting of the program.</summary>
internal static class SettingCatalogue
{
    private static readonly IReadOnlyList<SettingSection> RunSections =
    [
        TargetCatalogue.Section,
        KeyCatalogue.Section,
        LoadCatalogue.Section,
        ShardCatalogue.Section,
        WorkflowCatalogue.Section,
        DataCatalogue.Section,
        VerdictCatalogue.Section,
        PageCatalogue.Section,
        OutputCatalogue.Section,
        ReportCatalogue.Section,
        MockCatalogue.InsideSection,
        MockServiceCatalogue.InsideSection,
        MisbehaviourCatalogue.InsideSection,
        GeneralCatalogue.Section,
    ];

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
            _ => RunSections,
        };

    /// <summary>The settings of one command, in the order of help.</summary>
    public static IEnumerable<Setting> Of(CommandKinds command) =>
        Sections(command).SelectMany(section => section.Settings);
}
