// 256 plain words, easy to say and hard to mishear: no two differ by one letter only. The order is part of the
// protocol: both pages must use the same list.
export const WORDS = `
acorn album amber anchor ankle apple apron arrow atlas autumn bacon badge baker bamboo banjo barrel basket beach
bean bell berry birch biscuit blanket blossom bottle bowl branch bread bridge broom bucket butter button cabin
cactus camel candle canoe carpet carrot castle cave cedar chair cheese cherry circle cliff clock cloud clover
coffee comet copper coral cotton cousin cradle crayon cricket crown cup curtain cushion daisy dancer desert
diamond dinner dolphin donkey door dragon drum eagle earth easel echo elbow elm engine evening falcon farmer
feather fence fern fiddle field finger fish flag flute forest fox frog gallery garden garlic gate giant glove
goat grape gravel guitar hammer harbor hawk hazel helmet hill honey horse igloo island ivory ivy jacket jar
jelly jewel jungle kettle kitchen kite ladder lake lamp lantern lemon lentil lilac linen lion lizard lobby
lobster magnet mango maple marble market meadow melon mirror mitten moon morning mountain muffin mushroom napkin
nectar needle nest nickel noodle nutmeg oak oasis ocean olive onion orange orchid otter oven oyster paddle
palace panda papaya paper parsley pebble pelican pencil pepper piano pickle pigeon pilot pine planet plum pocket
pond poppy potato pudding pumpkin quilt rabbit radish rain raven ribbon river robin rooster rope rosemary sandwich
salad salmon sandal scarf school shadow shell silver spider spoon squirrel star stone sugar summer sunset swan
table tailor teapot temple thimble thunder tiger toast tomato tower trumpet tulip tunnel turnip turtle umbrella
uncle valley vanilla velvet village violin wagon walnut walrus water whisper whistle willow window winter yogurt
zebra zipper
`.trim().split(/\s+/);
