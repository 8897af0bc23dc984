namespace SsprModule.Sandbox.Tenant;

/// <summary>Dutch, English and a few other names; the second column is what goes into the UPN.</summary>
internal static class UserNames
{
    public static readonly KeyValuePair<string, string>[] Given =
    [
        new("Emma", "emma"), new("Daan", "daan"), new("Sophie", "sophie"), new("Sem", "sem"), new("Fleur", "fleur"),
        new("Noah", "noah"), new("Mila", "mila"), new("Lucas", "lucas"), new("Anouk", "anouk"), new("Thijs", "thijs"),
        new("Zoë", "zoe"), new("Loïs", "lois"), new("Renée", "renee"), new("André", "andre"), new("Maaike", "maaike"),
        new("Oliver", "oliver"), new("Amelia", "amelia"), new("George", "george"), new("Charlotte", "charlotte"), new("Harry", "harry"),
        new("Jürgen", "jurgen"), new("Søren", "soren"), new("Łukasz", "lukasz"), new("Šárka", "sarka"), new("Yasmin", "yasmin"),
        new("Mohammed", "mohammed"), new("Fatıma", "fatima"), new("Dévi", "devi"), new("Wei", "wei"), new("Σοφία", "sofia"),
        new("Jan-Willem", "jan-willem"), new("Mary Jane", "maryjane"),
    ];

    public static readonly KeyValuePair<string, string>[] Surname =
    [
        new("de Jong", "dejong"), new("Jansen", "jansen"), new("de Vries", "devries"), new("van den Berg", "vandenberg"), new("Bakker", "bakker"),
        new("van Dijk", "vandijk"), new("Visser", "visser"), new("Smit", "smit"), new("Meijer", "meijer"), new("'t Hart", "t'hart"),
        new("in 't Veld", "intveld"), new("van 't Hof", "vanthof"), new("Hoekstra", "hoekstra"), new("Terpstra", "terpstra"), new("Bürger", "burger"),
        new("O'Neill", "o'neill"), new("O'Connor", "o'connor"), new("D'Arcy", "d'arcy"), new("Smith", "smith"), new("Taylor", "taylor"),
        new("Brown", "brown"), new("Williams", "williams"), new("Thompson", "thompson"), new("Clarke", "clarke"), new("Nguyễn", "nguyen"),
        new("Müller", "muller"), new("Ångström", "angstrom"), new("Yılmaz", "yilmaz"), new("El Idrissi", "elidrissi"), new("Kowalczyk", "kowalczyk"),
        new("Fernández", "fernandez"), new("Papadopoulos", "papadopoulos"),
    ];

    public static readonly string[] JobTitles = ["Adviser", "Engineer", "Nurse", "Teacher", "Planner", "Controller", "Developer", "Assistant"];

    public static readonly string[] Offices = ["Amsterdam", "Utrecht", "Groningen", "London", "Leeds", "Antwerpen"];

    public static readonly string[] Countries = ["Netherlands", "Netherlands", "Netherlands", "United Kingdom", "United Kingdom", "Belgium"];
}
