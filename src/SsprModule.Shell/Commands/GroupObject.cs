using System.Collections.ObjectModel;
using System.Management.Automation;

namespace SsprModule.Shell.Commands;

/// <summary>Stands in for <c>Group-Object</c>; groups come sorted by name.</summary>
[Cmdlet("Group", "Object")]
internal sealed class GroupObject : PSCmdlet
{
    private readonly SortedDictionary<string, (object?[] Values, Collection<PSObject> Items)> groups = new(StringComparer.CurrentCultureIgnoreCase);
    private CalculatedProperty[] properties = [];

    [Parameter(ValueFromPipeline = true)]
    public PSObject? InputObject { get; set; }

    [Parameter(Position = 0)]
    public object[] Property { get; set; } = [];

    [Parameter]
    public SwitchParameter NoElement { get; set; }

    protected override void BeginProcessing() => properties = Array.ConvertAll(Property, CalculatedProperty.Parse);

    protected override void ProcessRecord()
    {
        if (InputObject is not null)
        {
            object?[] values = properties.Length == 0 ? [InputObject] : Array.ConvertAll(properties, property => property.ValueOf(InputObject));
            var name = string.Join(", ", values);
            groups.TryAdd(name, (values, []));
            groups[name].Items.Add(InputObject);
        }
    }

    protected override void EndProcessing()
    {
        foreach (var (name, (values, items)) in groups)
        {
            var group = new PSObject();
            group.Properties.Add(new PSNoteProperty("Count", items.Count));
            group.Properties.Add(new PSNoteProperty("Name", name));
            group.Properties.Add(new PSNoteProperty("Values", values));
            if (!NoElement)
            {
                group.Properties.Add(new PSNoteProperty("Group", items));
            }

            WriteObject(group);
        }
    }
}
