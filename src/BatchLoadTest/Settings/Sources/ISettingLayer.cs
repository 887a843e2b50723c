namespace BatchLoadTest.Settings.Sources;

/// <summary>One place where settings can stand.</summary>
internal interface ISettingLayer
{
    /// <summary>What stands here for a setting, or null.</summary>
    GivenValue? Find(Setting setting);
}
